//! SCIM 2.0 (RFC 7643, RFC 7644) as the side that is provisioned (COM-14): what Entra ID, Okta and JumpCloud send becomes typed
//! changes, and what a [`Directory`] keeps becomes their answers. No database, no clock and no company is known here.
//!
//! - [`answer`]: a request's method, path, query, headers and body become status, headers and body.
//! - [`Directory`]: what keeps users and groups; each of its functions is one transaction.
//! - [`UserPatch`], [`GroupPatch`]: PATCH as a list of typed effects. **Each operation takes effect or the call is 400**, so no
//!   answer says that something was done that was not.
//! - [`WholeUser`], [`WholeGroup`]: the bodies of POST and PUT.
//! - [`limits`]: bytes, operations, members, pages.
//!
//! Shapes, refusals and sources: `docs/formats/scim.md`.

mod answer;
mod change;
mod directory;
mod discovery;
mod error;
mod filter;
mod group;
mod json;
pub mod limits;
mod patch;
mod path;
mod query;
mod render;
mod user;

pub use answer::{Answer, Reading, Request, answer, refused};
pub use change::Change;
pub use directory::{Directory, GroupRecord, Kept, Meta, Page, Precondition, Reference, Refusal, UserRecord};
pub use error::{Error, ScimType};
pub use filter::{GroupFilter, GroupTerm, UserFilter, UserTerm};
pub use group::{Group, WholeGroup};
pub use patch::{GroupEffect, GroupPatch, UserEffect, UserPatch};
pub use path::Path;
pub use query::ListQuery;
pub use user::{Email, Extra, User, WholeUser};

/// The schema of a user.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of a group.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The extension for employees.
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The media type of every answer.
pub const MEDIA_TYPE: &str = "application/scim+json";
