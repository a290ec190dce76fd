//! The table `mailbox_mark`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// How far a mailbox was read.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "mailbox_mark")]
#[personal(purpose = "Fetching each mail of a mailbox of the vendor once", basis = "f")]
pub struct Model {
    /// Its name in the configuration.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a name that the operator gave"))]
    pub mailbox: String,
    /// `UIDVALIDITY` (RFC 9051 §2.3.1.1).
    #[holds(NotPersonal("a number of the mail server"))]
    pub uid_validity: i64,
    /// The last mail that was taken.
    #[holds(NotPersonal("a number of the mail server"))]
    pub last_uid: i64,
    /// When it was last looked at.
    #[holds(NotPersonal("a technical time"))]
    pub read_at: Moment,
    /// Why the last look failed: a word.
    #[holds(NotPersonal("a kind of failure"))]
    pub trouble: Option<String>,
    /// The mail at which the last looks failed.
    #[holds(NotPersonal("a number of the mail server"))]
    pub stuck_uid: Option<i64>,
    /// How often.
    #[holds(NotPersonal("a number"))]
    pub stuck_times: i64,
}

gatehouse_db::no_relations!();
