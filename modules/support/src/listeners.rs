//! What the module does when another one tells something: requests follow the people and companies that asked.

use crate::actions::follow;
use async_trait::async_trait;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_companies::signals::{CompanyMerged, CompanyPurged, MemberCarriedOver, MembershipEnded};
use gatehouse_context::{Cx, Listener};
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// Hears of accounts and companies.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FollowPeople;

#[async_trait]
impl Listener<AccountDeleted> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        follow::account_deleted(cx, tx, signal.account).await
    }
}

#[async_trait]
impl Listener<MembershipEnded> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &MembershipEnded) -> Result<(), Fault> {
        follow::membership_ended(cx, tx, signal.member).await
    }
}

#[async_trait]
impl Listener<MemberCarriedOver> for FollowPeople {
    async fn hear(&self, _cx: &Cx, tx: &Tx, signal: &MemberCarriedOver) -> Result<(), Fault> {
        follow::member_carried_over(tx, signal.from, signal.to).await
    }
}

#[async_trait]
impl Listener<CompanyMerged> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &CompanyMerged) -> Result<(), Fault> {
        follow::company_merged(cx, tx, signal.from, signal.into).await
    }
}

#[async_trait]
impl Listener<CompanyPurged> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &CompanyPurged) -> Result<(), Fault> {
        follow::company_purged(cx, tx, signal.company).await
    }
}
