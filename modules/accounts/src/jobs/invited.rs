//! The eraser of accounts whose first password nobody set (ACC-3), run by the sweeper.

use crate::actions::delete_unconfirmed::delete_invited;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, async_trait};
use gatehouse_jobs::retention::Eraser;

pub const RULE: &str = "accounts.without_password";

pub struct Invited;

#[async_trait]
impl Eraser for Invited {
    fn rule(&self) -> &'static str {
        RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        delete_invited(cx, Moment(due), most).await
    }
}
