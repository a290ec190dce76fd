//! Proving the audit log, which [`crate::audit_seal`] seals.
//!
//! What is proven: a line that was changed, added or removed, and a segment that was removed or put elsewhere, is found, unless
//! who did it has the key file. The newest segments can be cut off together with their lines; that shows against a head that
//! lies elsewhere, such as in the manifest of a backup ([`crate::audit_seal::head`]); that all were, the key file tells. Lines
//! of the last minutes are in no segment yet. Lines that the retention rules have erased are taken out of their segment,
//! which is made anew; the chain of segments stays.

use crate::audit::table::{Column, Entity, Model as Line};
use crate::audit_mac::LogMac;
use crate::audit_seal::{ADOPTION, BEGUN, Head, MOST_LINES, from, is_adopted, kept_lines};
use crate::audit_tables::segment;
use gatehouse_core::{Fault, HOUR, Moment, Uuid};
use gatehouse_db::Db;
use gatehouse_seal::Keys;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DatabaseTransaction, ExprTrait as _, QueryOrder, QuerySelect};

/// A line that is older and in no segment means that nobody seals.
const LATE: i64 = HOUR;
/// Segments read at once.
const PAGE: u64 = 500;
/// Faults that are told one by one.
const MOST_TOLD: usize = 20;

/// What [`prove`] found.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Segments whose chain was looked at: all of them.
    pub segments: u64,
    /// Lines that were looked at.
    pub lines: u64,
    /// Lines that the retention rules have erased.
    pub erased: u64,
    /// The end of the chain: kept elsewhere, it tells a log whose end was cut off.
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
    if proof.head.is_none() && keys.is_recorded_sealed(BEGUN) {
        // Nothing in the database tells it: with both tables emptied, the log looks like a new one.
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
    proof.is_empty = proof.head.is_none() && proof.lines == 0 && keys.is_recorded_sealed(ADOPTION);
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
            Moment::of_id(one.first_id).rfc3339(),
            Moment::of_id(one.last_id).rfc3339(),
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
        line.at.rfc3339()
    )
}

/// Lines in no segment, or in one that they do not belong to.
async fn loose_lines(
    log: &DatabaseTransaction,
    macs: &LogMac,
    now: Moment,
    needs_mac: bool,
    proof: &mut Proof,
) -> Result<(), Fault> {
    // A whole proof reads the lines between the segments too.
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
            if now.since(line.at) > LATE {
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

/// The newest line of these kinds about a record, for callers that act on what the log says: `None` where there is none, and where
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
