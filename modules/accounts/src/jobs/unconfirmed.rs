//! The eraser of unconfirmed registrations (ACC-2), run by the sweeper.

use crate::actions::forget::forget_unconfirmed;
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_jobs::retention::Eraser;

/// The rule's id.
pub const RULE: &str = "accounts.unconfirmed";

/// Erases with account, links, mails and key.
#[derive(Clone, Copy, Debug)]
pub struct Unconfirmed;

#[async_trait]
impl Eraser for Unconfirmed {
    fn rule(&self) -> &'static str {
        RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        forget_unconfirmed(cx, Moment(due), most).await
    }
}
