//! Sealing the audit log, and proving it.
//!
//! Every line carries a MAC of itself, made when it is written: nobody without the key file can add a line or change one. That
//! nobody *took one away* is proven by segments. A job seals the lines that are a few minutes old, in parts of up to
//! [`MOST_LINES`]: each segment has a MAC over the ids of its lines, and a MAC over itself and over the MAC of the segment
//! before. Writers never wait for one another: they know nothing of segments, and a line that comes late (a slow
//! transaction, a clock that was ahead) is in the next one.
//!
//! What it proves: a line that was changed, added or removed, and a segment that was removed or put elsewhere, is found,
//! unless who did it has the key file. The newest segments can be cut off together with their lines; that shows against a
//! head that lies elsewhere, such as in the manifest of a backup ([`head`]); that all were, the key file tells. Lines of
//! the last minutes are in no segment yet. Lines that the retention rules have erased are taken out of their segment, which is made anew; the chain
//! of segments stays.

use crate::audit::table::{Column, Entity, Model as Line};
use crate::audit::{id_at, moment_of};
use crate::audit_mac::LogMac;
use crate::audit_tables::{horizon, segment};
use crate::{Cx, Db, Keys, old_columns};
use gatehouse_core::{Fault, HOUR, MINUTE, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr as SeaExpr, OnConflict};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryOrder, QuerySelect, Set};
use std::fmt;

/// A line is sealed when it is this old: whatever began before it has been committed or given up by then.
pub const SETTLED: i64 = 5 * MINUTE;
/// Lines of a segment, at the most.
pub const MOST_LINES: u64 = 2_000;
/// Lines are looked for from this far before the last sealed one: they appear in the order of commits.
const LOOK_BACK: i64 = 15 * MINUTE;
/// A line that is older and in no segment means that nobody seals.
const LATE: i64 = HOUR;
/// Rows changed by one statement.
const PART: usize = 500;
/// Segments read at once.
const PAGE: u64 = 500;
/// Faults that are told one by one.
const MOST_TOLD: usize = 20;
/// Since then every line was written with its MAC.
const ADOPTED: &str = "adopted";
/// The same in the key file.
const ADOPTION: &str = "audit.lines";
/// Noted in the key file when the first segment was made: from then on a log without one was emptied.
const BEGUN: &str = "audit.segments";

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
        let row = horizon::ActiveModel { name: Set(ADOPTED.to_owned()), at: Set(cx.now().0) };
        let once = OnConflict::column(horizon::Column::Name).do_nothing().to_owned();
        horizon::Entity::insert(row).on_conflict(once).exec_without_returning(cx.db().writer()).await?;
    }
    if is_adopted(cx.read(), &cx.app.keys).await? {
        // Each time, as an earlier run may have ended before it.
        old_columns::note(&cx.app, ADOPTION);
    }
    if total > 0 {
        old_columns::note(&cx.app, BEGUN);
    }
    Ok(total)
}

/// Whether lines from before lines had MACs were taken over. The key file remembers it too, where nobody can take it back
/// who has only the database.
async fn is_adopted<C: ConnectionTrait>(conn: &C, keys: &Keys) -> Result<bool, Fault> {
    if keys.is_noted(ADOPTION) {
        return Ok(true);
    }
    Ok(horizon::Entity::find_by_id(ADOPTED).one(conn).await?.is_some())
}

/// The newest line of these kinds about a record, for whoever acts on what the log says: `None` where there is none, and where
/// the newest is not as this program wrote it. A line that was removed is missed by [`prove`] alone.
pub async fn newest_proven<C: ConnectionTrait>(
    conn: &C,
    keys: &Keys,
    subject: Uuid,
    kinds: &[&'static str],
) -> Result<Option<Line>, Fault> {
    let newest = Entity::find()
        .filter(Column::SubjectId.eq(subject))
        .filter(Column::Kind.is_in(kinds.iter().copied()))
        .order_by_desc(Column::Id)
        .one(conn)
        .await?;
    Ok(proven(conn, keys, newest.into_iter().collect()).await?.pop())
}

/// Those of these lines that are as this program wrote them.
pub async fn proven<C: ConnectionTrait>(conn: &C, keys: &Keys, mut lines: Vec<Line>) -> Result<Vec<Line>, Fault> {
    let macs = LogMac::new(keys)?;
    // Lines from before lines had a MAC are taken over once.
    let needs_mac = is_adopted(conn, keys).await?;
    lines.retain(|line| if line.mac.is_some() { macs.is_line(line) } else { !needs_mac });
    Ok(lines)
}

async fn seal_part(cx: &Cx, macs: &LogMac) -> Result<u64, Fault> {
    let now = cx.now();
    let adopts = !is_adopted(cx.read(), &cx.app.keys).await?;
    let tx = cx.begin().await?;
    let last = segment::Entity::find().order_by_desc(segment::Column::Seq).one(&*tx).await?;
    let lines = Entity::find()
        .filter(Column::Id.gte(from(&*tx, now).await?))
        .filter(Column::Id.lt(id_at(now.plus(-SETTLED))))
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
        sealed_at: now.0,
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
async fn from<C: ConnectionTrait>(conn: &C, now: Moment) -> Result<Uuid, Fault> {
    use segment::{Column, Entity};
    let last = Entity::find().filter(Column::LastId.lte(id_at(now))).order_by_desc(Column::LastId).one(conn).await?;
    Ok(last.map_or(Uuid::nil(), |last| id_at(moment_of(last.last_id).plus(-LOOK_BACK))))
}

/// The end of the chain as it is now.
pub async fn head(db: &Db) -> Result<Option<Head>, Fault> {
    let last = segment::Entity::find().order_by_desc(segment::Column::Seq).one(db.reader()).await?;
    Ok(last.as_ref().map(Head::from))
}

/// A moment that lies after everything that was written to the log so far, also by a clock that was ahead.
pub async fn end(db: &Db, now: Moment) -> Result<Moment, Fault> {
    let line = Entity::find().order_by_desc(Column::Id).one(db.reader()).await?;
    let line = line.map_or(0, |line| line.at.max(moment_of(line.id).0));
    let sealed = segment::Entity::find()
        .select_only()
        .column_as(segment::Column::SealedAt.max(), "sealed")
        .into_tuple::<Option<i64>>()
        .one(db.reader())
        .await?
        .flatten();
    Ok(Moment(now.0.max(line).max(sealed.unwrap_or(0)) + 1))
}

/// Whether the chain still has this end in it: one that has not was cut, or is another.
pub async fn continues(db: &Db, head: &Head) -> Result<bool, Fault> {
    let found = segment::Entity::find_by_id(head.seq).one(db.reader()).await?;
    Ok(found.is_some_and(|found| Head::from(&found) == *head))
}

/// What [`prove`] found.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Segments whose chain was looked at: all of them.
    pub segments: u64,
    /// Lines that were looked at.
    pub lines: u64,
    /// Lines that the retention rules have erased.
    pub erased: u64,
    /// The end of the chain: noted elsewhere, it tells a log whose end was cut off.
    pub head: Option<Head>,
    /// Whether every line of the log was looked at.
    pub is_whole: bool,
    /// Whether there is neither a line nor a segment, though the key file says that lines were looked for and sealed.
    pub is_empty: bool,
    /// Lines that should be in a segment by now and are in none.
    pub late: u64,
    /// What is wrong, in words; the first twenty.
    pub faults: Vec<String>,
}

impl Proof {
    fn fault(&mut self, text: String) {
        if self.faults.len() < MOST_TOLD {
            self.faults.push(text);
        }
    }
}

/// Looks whether the log is as it was written: the whole chain, and the lines of the newest segments, up to about `most`
/// lines (`None`: all of them). All of it is of one moment: jobs seal and erase meanwhile.
pub async fn prove(db: &Db, keys: &Keys, now: Moment, most: Option<u64>) -> Result<Proof, Fault> {
    let macs = LogMac::new(keys)?;
    let mut proof = Proof { is_whole: true, ..Proof::default() };
    let log = db.begin_reading().await?;
    chain(&log, &macs, &mut proof).await?;
    if proof.head.is_none() && keys.is_noted(BEGUN) {
        // Nothing in the database tells it: whoever empties both tables leaves a log like a new one.
        proof.fault(
            "there is no segment, but the key file says that some were made: the log was emptied, or this is another \
             database"
                .to_owned(),
        );
    }
    let mut below = i64::MAX;
    'all: loop {
        let page = segment::Entity::find()
            .filter(segment::Column::Seq.lt(below))
            .order_by_desc(segment::Column::Seq)
            .limit(PAGE)
            .all(&log)
            .await?;
        let Some(lowest) = page.last() else { break };
        below = lowest.seq;
        for one in &page {
            if most.is_some_and(|most| proof.lines >= most) {
                proof.is_whole = false;
                break 'all;
            }
            lines_of(&log, &macs, one, &mut proof).await?;
        }
    }
    let needs_mac = is_adopted(&log, keys).await?;
    loose_lines(&log, &macs, now, needs_mac, &mut proof).await?;
    proof.is_empty = proof.head.is_none() && proof.lines == 0 && keys.is_noted(ADOPTION);
    log.rollback().await?;
    Ok(proof)
}

/// Every segment follows the one before.
async fn chain(log: &DatabaseTransaction, macs: &LogMac, proof: &mut Proof) -> Result<(), Fault> {
    let (mut seq, mut before) = (0, Vec::new());
    loop {
        let page = segment::Entity::find()
            .filter(segment::Column::Seq.gt(seq))
            .order_by_asc(segment::Column::Seq)
            .limit(PAGE)
            .all(log)
            .await?;
        if page.is_empty() {
            return Ok(());
        }
        for one in page {
            if one.seq != seq + 1 {
                proof.fault(format!("segment {} of the chain is missing", seq + 1));
            } else if !macs.is_segment(&one, &before) {
                proof.fault(format!("segment {} of the chain was changed, or the one before it is another", one.seq));
            }
            proof.segments += 1;
            proof.erased += u64::try_from(one.lines - one.kept).unwrap_or(0);
            proof.head = Some(Head::from(&one));
            seq = one.seq;
            before = one.mac;
        }
    }
}

/// The lines of a segment are those that were sealed, as they were written.
async fn lines_of(
    log: &DatabaseTransaction,
    macs: &LogMac,
    one: &segment::Model,
    proof: &mut Proof,
) -> Result<(), Fault> {
    let lines = kept_lines(log, one).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    proof.lines += ids.len() as u64;
    if !macs.is_content(one, &ids) {
        proof.fault(format!(
            "segment {} ({} to {}): it has {} lines and must have {}: lines were removed, or others put in their place",
            one.seq,
            moment_of(one.first_id).rfc3339(),
            moment_of(one.last_id).rfc3339(),
            ids.len(),
            one.kept
        ));
    }
    for line in lines.iter().filter(|line| !macs.is_line(line)) {
        proof.fault(changed(line));
    }
    Ok(())
}

fn changed(line: &Line) -> String {
    format!(
        "the line {} ({}, {}) was changed, or was not written by this installation",
        line.id,
        line.kind,
        Moment(line.at).rfc3339()
    )
}

/// The lines of a segment that are there, in the order of their ids.
pub(crate) async fn kept_lines<C: sea_orm::ConnectionTrait>(
    conn: &C,
    one: &segment::Model,
) -> Result<Vec<Line>, Fault> {
    let lines = Entity::find()
        .filter(Column::Id.between(one.first_id, one.last_id))
        .filter(Column::Seal.eq(one.seq))
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    Ok(lines)
}

/// Lines in no segment, or in one that they do not belong to.
async fn loose_lines(
    log: &DatabaseTransaction,
    macs: &LogMac,
    now: Moment,
    needs_mac: bool,
    proof: &mut Proof,
) -> Result<(), Fault> {
    use sea_orm::ExprTrait as _;
    // Whoever looks at everything looks at what stands between the segments too.
    let mut after = if proof.is_whole { Uuid::nil() } else { from(log, now).await? };
    let mut sealed = 0;
    loop {
        let lines =
            Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(MOST_LINES).all(log).await?;
        let Some(end) = lines.last() else { break };
        after = end.id;
        for line in &lines {
            if line.seal.is_some() {
                sealed += 1;
                continue;
            }
            proof.lines += 1;
            if (needs_mac || line.mac.is_some()) && !macs.is_line(line) {
                proof.fault(changed(line));
            }
            if now.since(Moment(line.at)) > LATE {
                proof.late += 1;
            }
        }
    }
    let kept: i64 = segment::Entity::find()
        .select_only()
        .column_as(segment::Column::Kept.sum().cast_as("bigint"), "kept")
        .into_tuple::<Option<i64>>()
        .one(log)
        .await?
        .flatten()
        .unwrap_or(0);
    if proof.is_whole && sealed != kept {
        proof.fault(format!("{sealed} lines say that they are in a segment, and the segments have {kept}"));
    }
    Ok(())
}
