//! What the module does when another one tells something: requests follow the people and companies that asked.

use crate::actions::{follow, plan_survey, public_files};
use crate::signals::RequestClosed;
use crate::tables::{request, request_draft};
use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings};
use gatehouse_companies::signals::{CompanyMerged, CompanyPurged, MemberCarriedOver, MemberJoined, MembershipEnded};
use gatehouse_context::{Answers, Cx, Listener};
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;
use gatehouse_files::Finished;
use sea_orm::entity::prelude::*;

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
impl Listener<MemberJoined> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &MemberJoined) -> Result<(), Fault> {
        follow::member_joined(cx, tx, signal).await
    }
}

#[async_trait]
impl Listener<MembershipEnded> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &MembershipEnded) -> Result<(), Fault> {
        follow::membership_ended(cx, tx, signal).await
    }
}

#[async_trait]
impl Listener<MemberCarriedOver> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &MemberCarriedOver) -> Result<(), Fault> {
        follow::member_carried_over(cx, tx, signal.from, signal.to).await
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

/// What came by the link of the public form.
#[async_trait]
impl Listener<Finished> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &Finished) -> Result<(), Fault> {
        public_files::came(cx, tx, signal).await
    }
}

/// What somebody asked, or began to ask, for themselves.
#[async_trait]
impl Answers<HoldsOwnThings> for FollowPeople {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &HoldsOwnThings) -> Result<bool, Fault> {
        let own = request::Entity::find()
            .filter(request::Column::AccountId.eq(asked.account))
            .filter(request::Column::CompanyId.is_null());
        if own.one(&**tx).await?.is_some() {
            return Ok(true);
        }
        let draft = request_draft::Entity::find()
            .filter(request_draft::Column::AccountId.eq(asked.account))
            .filter(request_draft::Column::CompanyId.is_null());
        Ok(draft.one(&**tx).await?.is_some())
    }
}

#[async_trait]
impl Listener<RequestClosed> for FollowPeople {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &RequestClosed) -> Result<(), Fault> {
        plan_survey::plan(cx, tx, signal.request).await
    }
}
