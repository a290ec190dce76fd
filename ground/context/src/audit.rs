//! The append-only audit log (ALL-3): who, what, when, from where. Each line carries a MAC of itself, and lines are sealed
//! in a chain ([`crate::audit_seal`]); how long they are kept is said in [`crate::audit_keep`].

use crate::Cx;
use crate::audit_mac::LogMac;
use crate::publish::{self, Line};
use gatehouse_core::{Fault, HOUR, Moment, Uuid};
use gatehouse_db::paging::{self, Direction, PageRequest, Paged};
use gatehouse_db::{Db, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DbBackend, QueryOrder, QuerySelect};

/// The table of the log. Rows are only added; a trigger refuses anything else, except clearing the
/// marks of an erased person, and erasing lines before the horizon that the sweeper has moved.
pub mod table {
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// One line of the log.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "audit")]
    #[personal(
        purpose = "Accountability: who changed or saw what",
        basis = "f",
        subject = Account("account_id"),
        on_erase = Detach
    )]
    pub struct Model {
        /// UUID v7: the order of the log.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(NotPersonal("a random id"))]
        pub id: Uuid,
        /// When.
        #[holds(Personal(Activity))]
        pub at: Moment,
        /// `account`, `staff`, `api_key`, `product`, `program`, `visitor`.
        #[holds(NotPersonal("a kind of actor"))]
        pub actor_kind: String,
        /// Who, where the kind has ids.
        #[holds(Pseudonym)]
        pub actor_id: Option<Uuid>,
        /// What happened: a stable word such as `license.blocked`.
        #[holds(Personal(Activity))]
        pub kind: String,
        /// What it happened to: `license`, `account`, `order` …
        #[holds(NotPersonal("a kind of record"))]
        pub subject_kind: String,
        /// Its id.
        #[holds(Pseudonym)]
        pub subject_id: Option<Uuid>,
        /// Whose activity page shows the line.
        #[holds(Pseudonym)]
        pub account_id: Option<Uuid>,
        /// From where: an IPv4 address or an IPv6 /64.
        #[holds(Personal(Activity))]
        pub network: Option<String>,
        /// Further values as JSON; never secrets.
        #[holds(Personal(Activity))]
        pub details: Option<String>,
        /// The request's id.
        #[holds(NotPersonal("a random id"))]
        pub request_id: Option<Uuid>,
        /// The MAC of all of the above; none in lines from before lines had one.
        #[holds(NotPersonal("a keyed hash of the line"))]
        pub mac: Option<Vec<u8>>,
        /// The segment that it is sealed in.
        #[holds(NotPersonal("a number"))]
        pub seal: Option<i64>,
    }

    gatehouse_db::no_relations!();
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
    published: bool,
}

impl AuditEntry {
    /// `kind` is the stable word (`license.blocked`), `subject_kind` and `subject` what it happened to.
    pub(crate) const fn new(kind: &'static str, subject_kind: &'static str, subject: Option<Uuid>) -> Self {
        Self { kind, subject_kind, subject, account: None, details: None, published: false }
    }

    /// Whether other systems are told ([`crate::publish`]).
    #[must_use]
    pub(crate) const fn telling_systems(mut self, published: bool) -> Self {
        self.published = published;
        self
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
    let (row, line) = row(cx, entry)?;
    table::Entity::insert(row).exec_without_returning(&**tx).await?;
    match line {
        Some(line) => publish::hand_on(cx, tx, &[line]).await,
        None => Ok(()),
    }
}

pub(crate) async fn write_each(tx: &Tx, lines: Vec<(&Cx, AuditEntry)>) -> Result<(), Fault> {
    let Some((first, _)) = lines.first() else { return Ok(()) };
    let cx = *first;
    let rows = lines.into_iter().map(|(cx, entry)| row(cx, entry)).collect::<Result<Vec<_>, _>>()?;
    let (rows, published): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    table::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    let published: Vec<Line> = published.into_iter().flatten().collect();
    publish::hand_on(cx, tx, &published).await
}

fn row(cx: &Cx, entry: AuditEntry) -> Result<(table::ActiveModel, Option<Line>), Fault> {
    let mut row = table::Model {
        id: cx.id(),
        at: cx.now(),
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
    let line = entry.published.then(|| Line::of(entry.kind, &row));
    Ok((table::ActiveModel::from(row).reset_all(), line))
}

/// Whether looks at people's data are among the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Looks {
    /// They stand among the others.
    #[default]
    Among,
    /// They are left out.
    Hidden,
    /// Nothing else.
    Only,
}

/// What a page of the log shows.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only lines of this account.
    pub account: Option<Uuid>,
    /// Only lines of this account, and of none: what others did with a record that several hold is their own affair.
    pub not_of_others: Option<Uuid>,
    /// Only lines about this subject.
    pub subject: Option<Uuid>,
    /// Only lines by this actor.
    pub actor: Option<Uuid>,
    /// Only lines about one of these, by one of these, or of one of these accounts; of a few. `None`: whatever they are about.
    pub of_any: Option<Vec<Uuid>>,
    /// Whether looks are among them.
    pub looks: Looks,
    /// Only lines of this kind (`license.blocked`) or of this area (`license`).
    pub kind: Option<String>,
    /// Only lines of one of these kinds and areas; empty for all. None of them may contain another.
    pub kinds: Vec<&'static str>,
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
    /// The oldest first, instead of the newest.
    pub oldest_first: bool,
}

/// What stands before the first dot of a kind, as the indexes of both engines spell it.
fn area(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Sqlite => "substr(kind, 1, instr(kind || '.', '.') - 1)",
        _ => "split_part(kind, '.', 1)",
    })
}

/// Lines of a kind (`license.blocked`), or of all kinds of an area (`license`). Each has an index that ends with the id.
fn of_kind(kind: &str, backend: DbBackend) -> Expr {
    if kind.contains('.') { ColumnTrait::eq(&table::Column::Kind, kind) } else { ExprTrait::eq(area(backend), kind) }
}

/// Looks by their words ([`crate::event::LOOKS`]), as the index of them spells it.
const IS_LOOK: &str = "(kind like '%.viewed' or kind like '%.searched' or kind like '%.listed')";

/// Lines that have to do with some records: each part has an index, and no line is in two of them.
fn of_any(ids: &[Uuid]) -> [Condition; 3] {
    use table::Column;
    let is = |column: Column| column.is_in(ids.iter().copied());
    let is_not = |column: Column| Condition::any().add(column.is_null()).add(column.is_not_in(ids.iter().copied()));
    [
        Condition::all().add(is(Column::SubjectId)),
        Condition::all().add(is(Column::ActorId)).add(is_not(Column::SubjectId)),
        Condition::all().add(is(Column::AccountId)).add(is_not(Column::SubjectId)).add(is_not(Column::ActorId)),
    ]
}

/// The id of a line is its moment to the millisecond. Where the clock went on between a line's moment and its id, an hour is far
/// more than enough.
const AROUND: i64 = HOUR;

/// The log by its ids, which are in the order of time; the newest first unless the filter says otherwise.
pub async fn list(cx: &Cx, filter: &AuditFilter, request: &PageRequest) -> Result<Paged<Audit>, Fault> {
    use table::{Column, Entity};
    let condition = condition(filter);
    let backend = cx.db().backend();
    let kinds: Vec<_> = filter.kind.as_deref().into_iter().chain(filter.kinds.iter().copied()).collect();
    let any_kind = || kinds.iter().fold(Condition::any(), |any, kind| any.add(of_kind(kind, backend)));
    // What is about one person or thing is few lines, which one index finds whatever their kinds are.
    let is_narrow = filter.account.or(filter.subject).or(filter.actor).is_some();
    let selects = if let Some(ids) = &filter.of_any {
        let all = if kinds.is_empty() { condition } else { condition.add(any_kind()) };
        of_any(ids).map(|part| Entity::find().filter(all.clone()).filter(part)).to_vec()
    } else if kinds.is_empty() {
        vec![Entity::find().filter(condition)]
    } else if is_narrow {
        vec![Entity::find().filter(condition.add(any_kind()))]
    } else {
        kinds.iter().map(|kind| Entity::find().filter(condition.clone()).filter(of_kind(kind, backend))).collect()
    };
    let direction = if filter.oldest_first { Direction::Ascending } else { Direction::Descending };
    paging::by_id(cx.read(), selects, Column::Id, direction, request, |row| row.id).await
}

/// What holds for every line, but for its kind and what it is about.
fn condition(filter: &AuditFilter) -> Condition {
    use table::Column;
    let mut condition = Condition::all();
    if let Some(account) = filter.account {
        condition = condition.add(Column::AccountId.eq(account));
    }
    if let Some(account) = filter.not_of_others {
        let own = Condition::any().add(Column::AccountId.is_null()).add(Column::AccountId.eq(account));
        condition = condition.add(own);
    }
    if let Some(subject) = filter.subject {
        condition = condition.add(Column::SubjectId.eq(subject));
    }
    if let Some(actor) = filter.actor {
        condition = condition.add(Column::ActorId.eq(actor));
    }
    if let Some(from) = filter.from {
        condition = condition.add(Column::At.gte(from)).add(Column::Id.gte(from.plus(-AROUND).first_id()));
    }
    if let Some(until) = filter.until {
        condition = condition.add(Column::At.lt(until)).add(Column::Id.lt(until.plus(AROUND).first_id()));
    }
    match filter.looks {
        Looks::Among => condition,
        Looks::Hidden => condition.add(Expr::cust(format!("not {IS_LOOK}"))),
        Looks::Only => condition.add(Expr::cust(IS_LOOK)),
    }
}

/// When the newest line was written.
pub async fn last_written(db: &Db) -> Result<Option<Moment>, Fault> {
    use table::{Column, Entity};
    let newest = Entity::find().select_only().column(Column::At).order_by_desc(Column::Id).into_tuple();
    Ok(newest.one(db.reader()).await?)
}
