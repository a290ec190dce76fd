//! What an account's end means for what it answered (ACC-17): the answers go, and the ledger keeps that somebody gave them.

use crate::actions::forget_account::forget_account;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;

/// Hears of deleted accounts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FollowAccounts;

#[async_trait]
impl Listener<AccountDeleted> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        forget_account(cx, tx, signal.account).await
    }
}
