//! What the module does when others tell something, and what it answers.

use crate::actions::{begin_file, follow};
use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings};
use gatehouse_companies::signals::{CompanyMerged, CompanyPurged};
use gatehouse_context::{Answers, Cx, Listener};
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;
use gatehouse_files::{Finished, Scanned};

/// Hears of accounts, companies, and files that are there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FollowPeople;

#[async_trait]
impl Listener<AccountDeleted> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        follow::account_deleted(cx, tx, signal.account).await
    }
}

#[async_trait]
impl Listener<CompanyMerged> for FollowPeople {
    async fn hear(&self, _: &Cx, tx: &Tx, signal: &CompanyMerged) -> Result<(), Fault> {
        follow::company_merged(tx, signal.from, signal.into).await
    }
}

#[async_trait]
impl Listener<CompanyPurged> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &CompanyPurged) -> Result<(), Fault> {
        follow::company_purged(cx, tx, signal.company).await
    }
}

#[async_trait]
impl Listener<Finished> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &Finished) -> Result<(), Fault> {
        begin_file::came(cx, tx, signal).await
    }
}

#[async_trait]
impl Listener<Scanned> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &Scanned) -> Result<(), Fault> {
        begin_file::scanned(cx, tx, signal.owner).await
    }
}

/// What somebody chatted.
#[async_trait]
impl Answers<HoldsOwnThings> for FollowPeople {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &HoldsOwnThings) -> Result<bool, Fault> {
        follow::has_any(tx, asked.account).await
    }
}
