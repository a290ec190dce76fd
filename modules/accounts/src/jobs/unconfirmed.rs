//! The eraser of unconfirmed registrations (ACC-2), run by the sweeper.

use crate::actions::delete_unconfirmed::delete_unconfirmed;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, async_trait};
use gatehouse_jobs::retention::Eraser;

pub const RULE: &str = "accounts.unconfirmed";

pub struct Unconfirmed;

#[async_trait]
impl Eraser for Unconfirmed {
    fn rule(&self) -> &'static str {
        RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        delete_unconfirmed(cx, Moment(due), most).await
    }
}
