//! A company's directory as the kit asks it (COM-14): each function is one transaction, behind the company's lock.

use super::{groups, users};
use crate::actions::lock::lock;
use crate::actions::scim::call::Caller;
use crate::events::DIRECTORY_REFUSED;
use crate::mails::owner_notice::{self, About};
use crate::model::states::CompanyState;
use crate::queries::scim;
use crate::rights::Locked;
use crate::tables::scim_token;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Outcome, Stop};
use gatehouse_db::Tx;
use gatehouse_guard::limit::{self, Limit};
use gatehouse_scim::{
    Directory, Error, GroupFilter, GroupPatch, GroupRecord, Kept, ListQuery, Page, Precondition, Refusal, UserFilter,
    UserPatch, UserRecord, WholeGroup, WholeUser,
};
use sea_orm::entity::prelude::*;

/// Who changes users by SCIM, for the audit log.
pub const ACTOR: &str = "directory";

/// Mails about what the directory wants of the owner: one a day and node.
const OWNER_MAILS: Limit = Limit { action: "companies.directory_owner", burst: 1, seconds_each: 86_400 };

/// The directory of one company.
pub struct OfCompany {
    pub(super) cx: Cx,
    pub(super) caller: Caller,
}

impl OfCompany {
    /// For a token that works.
    #[must_use]
    pub fn new(cx: &Cx, caller: Caller) -> Self {
        Self { cx: cx.acting_as(Actor::Program(ACTOR)), caller }
    }

    /// Holds the company, unless the token has ended meanwhile.
    pub(super) async fn hold<'t>(&self, tx: &'t Tx) -> Outcome<Locked<'t>, Refusal> {
        let ended = || Stop::Refused(Refusal::Patch(Error::unauthorized()));
        let company = lock(&self.cx, tx, self.caller.company).await?.ok_or_else(ended)?;
        let is_live = scim_token::Entity::find_by_id(self.caller.token).one(&**tx).await?.is_some();
        if is_live && company.row().state != CompanyState::Deleted { Ok(company) } else { Err(ended()) }
    }

    /// What an action answered, in the kit's words. What the directory wants of the owner in vain, the owner hears.
    async fn settled<T>(&self, outcome: Outcome<T, Refusal>) -> Kept<T> {
        match outcome {
            Ok(done) => Ok(done),
            Err(Stop::Refused(refusal)) => {
                if refusal == Refusal::Owner
                    && let Err(fault) = self.tell_owner().await
                {
                    tracing::error!(%fault, "the owner of a company could not be told of the directory");
                }
                Err(refusal)
            }
            Err(Stop::Broken(fault)) => Err(broken(&fault)),
        }
    }

    async fn tell_owner(&self) -> Result<(), Fault> {
        let cx = &self.cx;
        if limit::check_key(cx, OWNER_MAILS, &self.caller.company.to_string())?.is_err() {
            return Ok(());
        }
        let tx = cx.begin().await?;
        let Some(company) = lock(cx, &tx, self.caller.company).await? else { return Ok(()) };
        cx.audit(&tx, DIRECTORY_REFUSED.about(company.id())).await?;
        owner_notice::queue(cx, &tx, &company, About::DirectoryRefused).await?;
        tx.commit().await
    }
}

fn broken(fault: &Fault) -> Refusal {
    if fault.is_busy() {
        return Refusal::Busy(1);
    }
    tracing::error!(%fault, "a request of a directory failed");
    Refusal::Fault
}

fn read<T>(found: Result<T, Fault>) -> Kept<T> {
    found.map_err(|fault| broken(&fault))
}

impl Directory for OfCompany {
    async fn list_users(&self, query: &ListQuery<UserFilter>) -> Kept<Page<UserRecord>> {
        read(scim::users(&self.cx, self.caller.company, query).await)
    }

    async fn find_user(&self, id: &str) -> Kept<UserRecord> {
        let cx = &self.cx;
        let row = read(scim::user_row(cx.read(), self.caller.company, id).await)?.ok_or(Refusal::NotFound)?;
        let mut records = read(scim::user_records(cx, cx.read(), vec![row], true).await)?;
        records.pop().ok_or(Refusal::NotFound)
    }

    async fn create_user(&self, whole: WholeUser) -> Kept<UserRecord> {
        self.settled(Box::pin(users::create(self, whole)).await).await
    }

    async fn replace_user(&self, id: &str, whole: WholeUser, if_match: &Precondition) -> Kept<UserRecord> {
        let put = |before: &gatehouse_scim::User| Ok(whole.in_place_of(before));
        self.settled(Box::pin(users::change(self, id, if_match, put)).await).await
    }

    async fn patch_user(&self, id: &str, patch: &UserPatch, if_match: &Precondition) -> Kept<UserRecord> {
        let put = |before: &gatehouse_scim::User| patch.apply(before);
        self.settled(Box::pin(users::change(self, id, if_match, put)).await).await
    }

    async fn delete_user(&self, id: &str, if_match: &Precondition) -> Kept<()> {
        self.settled(Box::pin(users::delete(self, id, if_match)).await).await
    }

    async fn list_groups(&self, query: &ListQuery<GroupFilter>) -> Kept<Page<GroupRecord>> {
        read(scim::groups(&self.cx, self.caller.company, query).await)
    }

    async fn find_group(&self, id: &str, with_members: bool) -> Kept<GroupRecord> {
        let cx = &self.cx;
        let row = read(scim::group_row(cx.read(), self.caller.company, id).await)?.ok_or(Refusal::NotFound)?;
        let members = if with_members {
            Some(read(scim::members_of(cx, cx.read(), &[row.id]).await)?.remove(&row.id).unwrap_or_default())
        } else {
            None
        };
        Ok(scim::group_record(&row, members))
    }

    async fn create_group(&self, whole: WholeGroup) -> Kept<GroupRecord> {
        self.settled(Box::pin(groups::create(self, whole)).await).await
    }

    async fn replace_group(&self, id: &str, whole: WholeGroup, if_match: &Precondition) -> Kept<GroupRecord> {
        self.settled(Box::pin(groups::replace(self, id, whole, if_match)).await).await
    }

    async fn patch_group(&self, id: &str, patch: &GroupPatch, if_match: &Precondition) -> Kept<GroupRecord> {
        self.settled(Box::pin(groups::patch(self, id, patch, if_match)).await).await
    }

    async fn delete_group(&self, id: &str, if_match: &Precondition) -> Kept<()> {
        self.settled(Box::pin(groups::delete(self, id, if_match)).await).await
    }
}
