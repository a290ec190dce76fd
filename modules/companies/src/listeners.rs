//! What companies do when another module tells something: with an account its membership ends, unless it owns the company, which comes
//! first (COM-3). And what ends with a membership or its block: sessions by the company's provider, and tokens of the directory that the
//! person made.

use crate::actions::end_membership::{EndRefusal, end_membership};
use crate::actions::end_sign_in::end_sign_in;
use crate::actions::lock::lock;
use crate::actions::registrations::store::forget_address;
use crate::queries::provider::{path, way_of};
use crate::signals::{Ended, MembersBlocked, MembershipEnded};
use crate::tables::{company, company_member, join_request};
use gatehouse_accounts::contacts;
use gatehouse_accounts::signals::{AccountDeleted, CompanyWay, IsAccountNeeded, IsAddressFixed};
use gatehouse_address::Email;
use gatehouse_context::{Answers, Cx, Listener, subject};
use gatehouse_core::{Fault, Stop, Uuid, async_trait};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Hears of accounts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FollowAccounts;

/// The company and the member of an account.
async fn membership(tx: &Tx, account: Uuid) -> Result<Option<(Uuid, Uuid)>, Fault> {
    use company_member::{Column, Entity};
    let own = Entity::find().filter(Column::AccountId.eq(account)).select_only();
    Ok(own.column(Column::CompanyId).column(Column::Id).into_tuple().one(&**tx).await?)
}

#[async_trait]
impl Answers<IsAccountNeeded> for FollowAccounts {
    /// An account that owns a company cannot go: the company would have no owner.
    async fn answer(&self, _cx: &Cx, tx: &Tx, asked: &IsAccountNeeded) -> Result<bool, Fault> {
        let Some((company, member)) = membership(tx, asked.account).await? else { return Ok(false) };
        let owned = company::Entity::find_by_id(company).filter(company::Column::OwnerMemberId.eq(member));
        Ok(owned.one(&**tx).await?.is_some())
    }
}

#[async_trait]
impl Answers<IsAddressFixed> for FollowAccounts {
    /// A company knows its users by their addresses: another one comes with another account (COM-6).
    async fn answer(&self, _cx: &Cx, tx: &Tx, asked: &IsAddressFixed) -> Result<bool, Fault> {
        Ok(membership(tx, asked.account).await?.is_some())
    }
}

#[async_trait]
impl Listener<AccountDeleted> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        forget_requests(cx, tx, signal.account).await?;
        if let Some(contact) = contacts::contact(cx, &**tx, signal.account).await? {
            forget_address(cx, tx, &contact.to.email).await?;
        }
        let Some((company, member)) = membership(tx, signal.account).await? else { return Ok(()) };
        let Some(company) = lock(cx, tx, company).await? else { return Ok(()) };
        match end_membership(cx, tx, &company, member, Ended::AccountDeleted).await {
            // Removed at this very moment by somebody else.
            Ok(()) | Err(Stop::Refused(EndRefusal::NotFound)) => Ok(()),
            Err(Stop::Refused(_)) => Err(Fault::new("the account of a company's owner was to be deleted")),
            Err(Stop::Broken(fault)) => Err(fault),
        }
    }
}

/// What somebody asked companies goes with the account, and the keys that seal their names.
async fn forget_requests(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use join_request::{Column, Entity};
    let own: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AccountId.eq(account))
        .into_tuple()
        .all(&**tx)
        .await?;
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    // A few at the most: each is a form that the person filled in.
    for request in own {
        subject::destroy(cx, tx, request).await?;
    }
    Ok(())
}

/// The sign-in services of companies, by the domains that they have proven.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WaysOfCompanies;

#[async_trait]
impl CompanyWay for WaysOfCompanies {
    async fn of(&self, cx: &Cx, email: &Email) -> Result<Option<(String, String)>, Fault> {
        Ok(way_of(cx.read(), email).await?.map(|(domain, provider)| (domain.shown(), path(provider))))
    }
}

/// Ends what somebody had by the company's own sign-in and directory.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EndSignIn;

#[async_trait]
impl Listener<MembershipEnded> for EndSignIn {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &MembershipEnded) -> Result<(), Fault> {
        end_sign_in(cx, tx, signal.company, &[signal.member]).await
    }
}

#[async_trait]
impl Listener<MembersBlocked> for EndSignIn {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &MembersBlocked) -> Result<(), Fault> {
        end_sign_in(cx, tx, signal.company, &signal.members).await
    }
}
