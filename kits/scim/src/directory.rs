//! What keeps users and groups: the module's side of the kit.

use crate::error::{Error, ScimType};
use crate::filter::{GroupFilter, UserFilter};
use crate::group::{Group, WholeGroup};
use crate::patch::{GroupPatch, UserPatch};
use crate::query::ListQuery;
use crate::user::{User, WholeUser};
use std::future::Future;

/// What is said of every resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Opaque, never used again.
    pub id: String,
    /// Other with each change; letters, digits, `-`, `_` and `.`.
    pub version: String,
    /// When it was made.
    pub created: jiff::Timestamp,
    /// When it was changed last.
    pub modified: jiff::Timestamp,
}

/// Another resource, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The id.
    pub id: String,
    /// Its name.
    pub display: Option<String>,
}

/// A user as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct UserRecord {
    /// Id, version, times.
    pub meta: Meta,
    /// The user.
    pub user: User,
    /// The groups that the user is in.
    pub groups: Vec<Reference>,
}

/// A group as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRecord {
    /// Id, version, times.
    pub meta: Meta,
    /// The group.
    pub group: Group,
    /// Its members; none where they were not asked for.
    pub members: Option<Vec<Reference>>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// How many there are in all.
    pub total: u64,
    /// Those of the page.
    pub items: Vec<T>,
}

/// What a change asks of the version that it changes (`If-Match`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing.
    None,
    /// One of these.
    Versions(Vec<String>),
}

impl Precondition {
    /// Refuses another version. To be asked behind the lock of the resource.
    pub fn check(&self, meta: &Meta) -> Result<(), Refusal> {
        match self {
            Self::Versions(versions) if !versions.contains(&meta.version) => Err(Refusal::OtherVersion),
            _ => Ok(()),
        }
    }
}

/// Why a directory does not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such resource in this company.
    #[error("not found")]
    NotFound,
    /// The name, or the external id, is another one's.
    #[error("taken")]
    Taken,
    /// The address belongs to a member of another company. The answer is that of [`Refusal::Taken`].
    #[error("elsewhere")]
    Elsewhere,
    /// The owner is neither deactivated nor deleted.
    #[error("owner")]
    Owner,
    /// The address is outside the verified domains of the company.
    #[error("outside the domains")]
    OutsideDomains,
    /// Nobody has the id of a member.
    #[error("unknown member")]
    UnknownMember,
    /// The group would have more than [`crate::limits::MEMBERS`].
    #[error("too many members")]
    TooManyMembers,
    /// The version is not the one of `If-Match`.
    #[error("other version")]
    OtherVersion,
    /// A value that the directory cannot take, such as an address that is none; the attribute's name.
    #[error("value of {0}")]
    Value(&'static str),
    /// From [`UserPatch::apply`].
    #[error(transparent)]
    Patch(#[from] Error),
    /// Try again in so many seconds.
    #[error("busy")]
    Busy(u32),
    /// Something broke; the directory has logged it.
    #[error("fault")]
    Fault,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Taken | Refusal::Elsewhere => Self {
                scim_type: Some(ScimType::Uniqueness),
                ..Self::new(409, "The userName, externalId or address is in use already.")
            },
            Refusal::Owner => {
                Self::new(403, "The owner of the company cannot be deactivated or deleted. Change the owner first.")
            }
            Refusal::OutsideDomains => Self::new(403, "The address is outside the verified domains of the company."),
            Refusal::UnknownMember => Self::value("A member has an id that no user has."),
            Refusal::TooManyMembers => Self::too_large("A group may have 10,000 members."),
            Refusal::OtherVersion => Self::new(412, "The resource was changed meanwhile. Read it again."),
            Refusal::Value(name) => Self::value(format!("The value of {name} cannot be used.")),
            Refusal::Patch(error) => error,
            Refusal::Busy(seconds) => Self { retry_after: Some(seconds), ..Self::new(503, "Try again later.") },
            Refusal::Fault => Self::new(500, "Something went wrong on our side."),
        }
    }
}

/// The answer of a directory.
pub type Kept<T> = Result<T, Refusal>;

/// Users and groups of one company. Each function is one transaction: it has happened when it returns, or nothing of it.
pub trait Directory: Sync {
    /// A page of users, in an order that stays the same.
    fn list_users(&self, query: &ListQuery<UserFilter>) -> impl Future<Output = Kept<Page<UserRecord>>> + Send;
    /// One user.
    fn find_user(&self, id: &str) -> impl Future<Output = Kept<UserRecord>> + Send;
    /// Makes one. An inactive one with the same `externalId` or `userName` becomes this one, active, under its old id.
    fn create_user(&self, whole: WholeUser) -> impl Future<Output = Kept<UserRecord>> + Send;
    /// Puts [`WholeUser::in_place_of`] in its place.
    fn replace_user(
        &self,
        id: &str,
        whole: WholeUser,
        if_match: &Precondition,
    ) -> impl Future<Output = Kept<UserRecord>> + Send;
    /// Locks and reads the user, then stores [`UserPatch::apply`] of it.
    fn patch_user(
        &self,
        id: &str,
        patch: &UserPatch,
        if_match: &Precondition,
    ) -> impl Future<Output = Kept<UserRecord>> + Send;
    /// Ends the user; the second time it is not found.
    fn delete_user(&self, id: &str, if_match: &Precondition) -> impl Future<Output = Kept<()>> + Send;

    /// A page of groups, in an order that stays the same.
    fn list_groups(&self, query: &ListQuery<GroupFilter>) -> impl Future<Output = Kept<Page<GroupRecord>>> + Send;
    /// One group, with its members or without.
    fn find_group(&self, id: &str, with_members: bool) -> impl Future<Output = Kept<GroupRecord>> + Send;
    /// Makes one; a name may be there twice, an external id not.
    fn create_group(&self, whole: WholeGroup) -> impl Future<Output = Kept<GroupRecord>> + Send;
    /// Name, external id and all members anew.
    fn replace_group(
        &self,
        id: &str,
        whole: WholeGroup,
        if_match: &Precondition,
    ) -> impl Future<Output = Kept<GroupRecord>> + Send;
    /// Makes the effects; the answer may be without members.
    fn patch_group(
        &self,
        id: &str,
        patch: &GroupPatch,
        if_match: &Precondition,
    ) -> impl Future<Output = Kept<GroupRecord>> + Send;
    /// Ends the group; the second time it is not found.
    fn delete_group(&self, id: &str, if_match: &Precondition) -> impl Future<Output = Kept<()>> + Send;
}
