//! Sealing the audit log.
//!
//! Every line carries a MAC of itself, made when it is written: nobody without the key file can add a line or change one. That
//! nobody *took one away* is proven by segments ([`crate::audit_proof`]). A job seals the lines that are a few minutes old, in
//! parts of up to [`MOST_LINES`]: each segment has a MAC over the ids of its lines, and a MAC over itself and over the MAC of
//! the segment before. Writers never wait for one another: they know nothing of segments, and a line that comes late (a slow
//! transaction, a clock that was ahead) is in the next one.

use crate::audit::table::{Column, Entity, Model as Line};
use crate::audit_mac::LogMac;
use crate::audit_tables::{horizon, segment};
use crate::{Cx, old_columns};
use gatehouse_core::{Fault, MINUTE, Moment, Uuid};
use gatehouse_db::Db;
use gatehouse_seal::Keys;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr as SeaExpr, OnConflict};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};
use std::fmt;

/// A line is sealed when it is this old: whatever began before it has been committed or given up by then.
pub const SETTLED: i64 = 5 * MINUTE;
/// Lines of a segment, at the most.
pub const MOST_LINES: u64 = 2_000;
/// Lines are looked for from this far before the last sealed one: they appear in the order of commits.
const LOOK_BACK: i64 = 15 * MINUTE;
/// Rows changed by one statement.
const PART: usize = 500;
/// Since then every line was written with its MAC.
const ADOPTED: &str = "adopted";
/// The same in the key file.
pub(crate) const ADOPTION: &str = "audit.lines";
/// Recorded in the key file when the first segment was made: from then on a log without one was emptied.
pub(crate) const BEGUN: &str = "audit.segments";

/// The end of the chain.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The number of the last segment.
    pub seq: i64,
    /// Its MAC in hexadecimal digits.
    pub mac: String,
}

impl From<&segment::Model> for Head {
    fn from(last: &segment::Model) -> Self {
        Self { seq: last.seq, mac: hex::encode(&last.mac) }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.seq, self.mac)
    }
}

/// Seals what is settled; returns how many lines that were. Each segment is a transaction of its own, so it can be stopped
/// at any point. Two that seal at once disturb nothing: the number of a segment is taken once.
pub async fn seal(cx: &Cx) -> Result<u64, Fault> {
    let macs = LogMac::new(&cx.app.keys)?;
    let mut total = 0;
    loop {
        let sealed = seal_part(cx, &macs).await?;
        total += sealed;
        if sealed < MOST_LINES {
            break;
        }
    }
    let is_old = || Entity::find().filter(Column::Mac.is_null());
    if !is_adopted(cx.read(), &cx.app.keys).await? && is_old().one(cx.read()).await?.is_none() {
        // From now on a line without a MAC was not written by this program.
        let row = horizon::ActiveModel { name: Set(ADOPTED.to_owned()), at: Set(cx.now()) };
        let once = OnConflict::column(horizon::Column::Name).do_nothing().to_owned();
        horizon::Entity::insert(row).on_conflict(once).exec_without_returning(cx.db().writer()).await?;
    }
    if is_adopted(cx.read(), &cx.app.keys).await? {
        // Each time, as an earlier run may have ended before it.
        old_columns::record(&cx.app, ADOPTION);
    }
    if total > 0 {
        old_columns::record(&cx.app, BEGUN);
    }
    Ok(total)
}

/// Whether lines from before lines had MACs were taken over. The key file remembers it too, where nobody can take it back
/// who has only the database.
pub(crate) async fn is_adopted<C: ConnectionTrait>(conn: &C, keys: &Keys) -> Result<bool, Fault> {
    if keys.is_recorded_sealed(ADOPTION) {
        return Ok(true);
    }
    Ok(horizon::Entity::find_by_id(ADOPTED).one(conn).await?.is_some())
}

async fn seal_part(cx: &Cx, macs: &LogMac) -> Result<u64, Fault> {
    let now = cx.now();
    let adopts = !is_adopted(cx.read(), &cx.app.keys).await?;
    let tx = cx.begin().await?;
    let last = segment::Entity::find().order_by_desc(segment::Column::Seq).one(&*tx).await?;
    let lines = Entity::find()
        .filter(Column::Id.gte(from(&*tx, now).await?))
        .filter(Column::Id.lt(now.plus(-SETTLED).first_id()))
        .filter(Column::Seal.is_null())
        .order_by_asc(Column::Id)
        .limit(MOST_LINES)
        .all(&*tx)
        .await?;
    let (Some(first), Some(end)) = (lines.first(), lines.last()) else {
        tx.rollback().await?;
        return Ok(0);
    };
    let seq = last.as_ref().map_or(1, |last| last.seq + 1);
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    let count = i64::try_from(ids.len())?;
    let mut new = segment::Model {
        seq,
        first_id: first.id,
        last_id: end.id,
        lines: count,
        kept: count,
        content: macs.content(seq, &ids),
        mac: Vec::new(),
        sealed_at: now,
    };
    new.mac = macs.segment(&new, last.as_ref().map_or(&[][..], |last| last.mac.as_slice()));
    segment::Entity::insert(segment::ActiveModel::from(new).reset_all()).exec_without_returning(&*tx).await?;
    for part in lines.chunks(PART) {
        let mut update = Entity::update_many()
            .col_expr(Column::Seal, Expr::value(seq))
            .filter(Column::Id.is_in(part.iter().map(|line| line.id)));
        let old: Vec<&Line> = part.iter().filter(|line| adopts && line.mac.is_none()).collect();
        if !old.is_empty() {
            let case = old.iter().fold(CaseStatement::new(), |case, line| {
                case.case(Column::Id.eq(line.id), SeaExpr::val(macs.line(line)))
            });
            update = update.col_expr(Column::Mac, case.finally(Expr::col(Column::Mac)).into());
        }
        update.exec(&*tx).await?;
    }
    tx.commit().await?;
    Ok(ids.len() as u64)
}

/// Where to look for lines that are in no segment: from a little before the last sealed line that does not lie in the
/// future. What was sealed while a clock was ahead hides nothing that is written now.
pub(crate) async fn from<C: ConnectionTrait>(conn: &C, now: Moment) -> Result<Uuid, Fault> {
    use segment::{Column, Entity};
    let last =
        Entity::find().filter(Column::LastId.lte(now.first_id())).order_by_desc(Column::LastId).one(conn).await?;
    Ok(last.map_or(Uuid::nil(), |last| Moment::of_id(last.last_id).plus(-LOOK_BACK).first_id()))
}

/// The end of the chain as it is now.
pub async fn head(db: &Db) -> Result<Option<Head>, Fault> {
    let last = segment::Entity::find().order_by_desc(segment::Column::Seq).one(db.reader()).await?;
    Ok(last.as_ref().map(Head::from))
}

/// A moment that lies after everything that was written to the log so far, also by a clock that was ahead.
pub async fn end(db: &Db, now: Moment) -> Result<Moment, Fault> {
    let line = Entity::find().order_by_desc(Column::Id).one(db.reader()).await?;
    let line = line.map_or(Moment(0), |line| line.at.max(Moment::of_id(line.id)));
    let sealed = segment::Entity::find()
        .select_only()
        .column_as(segment::Column::SealedAt.max(), "sealed")
        .into_tuple::<Option<Moment>>()
        .one(db.reader())
        .await?
        .flatten();
    Ok(now.max(line).max(sealed.unwrap_or(Moment(0))).plus(1))
}

/// Whether the chain still has this end in it: one that has not was cut, or is another.
pub async fn continues(db: &Db, head: &Head) -> Result<bool, Fault> {
    let found = segment::Entity::find_by_id(head.seq).one(db.reader()).await?;
    Ok(found.is_some_and(|found| Head::from(&found) == *head))
}

/// The lines of a segment that are there, in the order of their ids.
pub(crate) async fn kept_lines<C: ConnectionTrait>(conn: &C, one: &segment::Model) -> Result<Vec<Line>, Fault> {
    let lines = Entity::find()
        .filter(Column::Id.between(one.first_id, one.last_id))
        .filter(Column::Seal.eq(one.seq))
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    Ok(lines)
}
