//! The append-only audit log (ALL-3): who, what, when, from where. Each line carries a MAC of itself, and lines are sealed
//! in a chain ([`crate::audit_seal`]); how long they are kept is said in [`crate::audit_keep`].

use crate::audit_mac::LogMac;
use crate::paging::{self, Direction, PageRequest, Paged, SortKey};
use crate::{Cx, Tx};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

/// The table of the log. Rows are only added; a trigger refuses anything else, except clearing the
/// marks of an erased person, and erasing lines before the horizon that the sweeper has moved.
pub mod table {
    use sea_orm::entity::prelude::*;

    /// One line of the log.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        /// UUID v7: the order of the log.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// When, in microseconds.
        pub at: i64,
        /// `account`, `staff`, `api_key`, `product`, `program`, `visitor`.
        pub actor_kind: String,
        /// Who, where the kind has ids.
        pub actor_id: Option<Uuid>,
        /// What happened: a stable word such as `license.blocked`.
        pub kind: String,
        /// What it happened to: `license`, `account`, `order` …
        pub subject_kind: String,
        /// Its id.
        pub subject_id: Option<Uuid>,
        /// Whose activity page shows the line.
        pub account_id: Option<Uuid>,
        /// From where: an IPv4 address or an IPv6 /64.
        pub network: Option<String>,
        /// Further values as JSON; never secrets.
        pub details: Option<String>,
        /// The request's id.
        pub request_id: Option<Uuid>,
        /// The MAC of all of the above; none in lines from before lines had one.
        pub mac: Option<Vec<u8>>,
        /// The segment that it is sealed in.
        pub seal: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line of the log, as read.
pub type Audit = table::Model;

/// A line to be written.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    kind: &'static str,
    subject_kind: &'static str,
    subject: Option<Uuid>,
    account: Option<Uuid>,
    details: Option<serde_json::Value>,
}

impl AuditEntry {
    /// `kind` is the stable word (`license.blocked`), `subject_kind` and `subject` what it happened to.
    pub const fn new(kind: &'static str, subject_kind: &'static str, subject: Option<Uuid>) -> Self {
        Self { kind, subject_kind, subject, account: None, details: None }
    }

    /// Shows the line on this account's activity page.
    #[must_use]
    pub const fn of_account(mut self, account: Uuid) -> Self {
        self.account = Some(account);
        self
    }

    /// Adds values. Never secrets, never what a person typed.
    #[must_use]
    pub fn with(mut self, details: serde_json::Value) -> Self {
        self.details = Some(details);
        self
    }
}

pub(crate) async fn write(cx: &Cx, tx: &Tx, entry: AuditEntry) -> Result<(), Fault> {
    let mut row = table::Model {
        id: cx.id(),
        at: cx.now().0,
        actor_kind: cx.actor.kind().to_owned(),
        actor_id: cx.actor.id(),
        kind: entry.kind.to_owned(),
        subject_kind: entry.subject_kind.to_owned(),
        subject_id: entry.subject,
        account_id: entry.account.or_else(|| cx.actor.account()),
        network: cx.network.clone(),
        details: entry.details.map(|d| d.to_string()),
        request_id: Some(cx.request),
        mac: None,
        seal: None,
    };
    row.mac = Some(LogMac::new(&cx.app.keys)?.line(&row));
    let row = table::ActiveModel::from(row).reset_all();
    table::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// What a page of the log shows.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only lines of this account.
    pub account: Option<Uuid>,
    /// Only lines about this subject.
    pub subject: Option<Uuid>,
    /// Only lines by this actor.
    pub actor: Option<Uuid>,
    /// Only lines of this kind, or of kinds that start with it and a dot.
    pub kind: Option<String>,
    /// Only lines of one of these kinds, or of kinds that start with one and a dot; empty for all.
    pub kinds: &'static [&'static str],
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
    /// The oldest first, instead of the newest.
    pub oldest_first: bool,
}

/// Lines of a kind, and of kinds that start with it and a dot.
fn of_kind(kind: &str) -> Condition {
    use table::Column;
    Condition::any().add(Column::Kind.eq(kind)).add(Column::Kind.starts_with(format!("{kind}.")))
}

/// The log by keyset, newest first unless the filter says otherwise.
pub async fn list(cx: &Cx, filter: &AuditFilter, request: &PageRequest) -> Result<Paged<Audit>, Fault> {
    use table::{Column, Entity};
    let mut condition = Condition::all();
    if let Some(account) = filter.account {
        condition = condition.add(Column::AccountId.eq(account));
    }
    if let Some(subject) = filter.subject {
        condition = condition.add(Column::SubjectId.eq(subject));
    }
    if let Some(actor) = filter.actor {
        condition = condition.add(Column::ActorId.eq(actor));
    }
    if let Some(kind) = &filter.kind {
        condition = condition.add(of_kind(kind));
    }
    if !filter.kinds.is_empty() {
        condition = condition.add(filter.kinds.iter().fold(Condition::any(), |any, kind| any.add(of_kind(kind))));
    }
    if let Some(from) = filter.from {
        condition = condition.add(Column::At.gte(from.0));
    }
    if let Some(until) = filter.until {
        condition = condition.add(Column::At.lt(until.0));
    }
    let select = Entity::find().filter(condition);
    let direction = if filter.oldest_first { Direction::Ascending } else { Direction::Descending };
    paging::keyset(cx.read(), select, (Column::At, Column::Id), direction, request, |row| {
        (SortKey::Int(row.at), row.id)
    })
    .await
}
