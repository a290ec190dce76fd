//! What the module does when others tell something, and what it answers.

use crate::actions::clients::remove::ClientRemoved;
use crate::actions::follow;
use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings, SessionsEnded};
use gatehouse_context::{Answers, Cx, Listener};
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;

/// Hears of accounts and clients that go, and of sessions that end as a whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follow;

#[async_trait]
impl Listener<AccountDeleted> for Follow {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        follow::account_deleted(cx, tx, signal.account).await
    }
}

#[async_trait]
impl Listener<SessionsEnded> for Follow {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &SessionsEnded) -> Result<(), Fault> {
        follow::sessions_ended(cx, tx, signal.account, signal.kept).await
    }
}

#[async_trait]
impl Listener<ClientRemoved> for Follow {
    async fn hear(&self, _: &Cx, tx: &Tx, signal: &ClientRemoved) -> Result<(), Fault> {
        follow::client_removed(tx, signal.client).await
    }
}

/// What somebody has connected.
#[async_trait]
impl Answers<HoldsOwnThings> for Follow {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &HoldsOwnThings) -> Result<bool, Fault> {
        follow::has_any(tx, asked.account).await
    }
}
