//! What the rows tell: whether the keys fit, work gets done, and promises are kept.

use super::Findings;
use crate::config::Config;
use crate::{demo, root_key};
use gatehouse_context::audit_keep::{self, Kept};
use gatehouse_context::{audit_proof, subject};
use gatehouse_core::personal::RetentionRule;
use gatehouse_core::{DAY, Fault, HOUR, MINUTE, Moment};
use gatehouse_db::Db;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use gatehouse_formats::RootKey;
use gatehouse_jobs::table::job::{Column, Entity};
use gatehouse_licenses::actions::leases::keys::{KEY_OVERLAP, check_certificate};
use gatehouse_licenses::actions::leases::root;
use gatehouse_licenses::tables::signing_key;
use gatehouse_seal::Keys;
use std::path::Path;

/// A due job that waits longer means that nobody runs jobs, or too few do.
const LATE: i64 = 5 * MINUTE;
const VERY_LATE: i64 = HOUR;

/// Lines of the audit log that are looked at here; they are the newest.
const MOST_AUDITED: u64 = 200_000;

pub(super) async fn examine(
    db: &Db,
    config: &Config,
    rules: &[RetentionRule],
    now: Moment,
    findings: &mut Findings,
) -> Result<(), Fault> {
    let schema = db.schema().await?;
    let fitting = if schema.contains_key("subject_key") { keys(db, config, findings).await? } else { None };
    if let Some(keys) = fitting.filter(|_| schema.contains_key("audit_seal")) {
        audit_log(db, &keys, now, findings).await?;
        audit_kept(db, config, now, findings).await?;
    }
    if let Ok(Some(keys)) = Keys::read(&config.key_file()) {
        super::rights::examine(config, db, &keys, &schema, findings).await?;
    }
    if schema.contains_key("signing_key") {
        issuing_key(db, config, now, findings).await?;
    }
    if let Some(opening) = config.opening()
        && schema.contains_key("purchase")
        && demo::is_here(db).await?
    {
        let text = format!("the database has the demo content, whose passwords are known to everybody, and {opening}");
        findings.error("demo.public", format!("{text}: start anew with an empty database"));
    }
    if schema.contains_key("file") {
        super::storage::stored(db, config, findings).await?;
    }
    if schema.contains_key("job") {
        jobs(db, now, findings).await?;
    }
    // The audit log's days are the operator's, and have been looked at above.
    let mut kept = 0_usize;
    for rule in rules.iter().filter(|rule| schema.contains_key(rule.table) && rule.table != "audit") {
        kept += usize::from(is_kept(db, rule, now, findings).await?);
    }
    if kept > 0 {
        findings.ok("retention.kept", format!("{kept} retention rules kept"));
    }
    Ok(())
}

/// The keys, where they are the right ones.
async fn keys(db: &Db, config: &Config, findings: &mut Findings) -> Result<Option<Keys>, Fault> {
    let path = config.key_file();
    let keys = match Keys::read(&path) {
        Ok(Some(keys)) => keys,
        Ok(None) => {
            if subject::table::Entity::find().one(db.reader()).await?.is_some() {
                let text = format!(
                    "{} is missing, so what is sealed in the database cannot be read: bring it back",
                    path.display()
                );
                findings.error("keys.fit", text);
            }
            return Ok(None);
        }
        Err(fault) => {
            findings.error("keys.fit", fault.to_string());
            return Ok(None);
        }
    };
    match subject::unopened_versions(db, &keys).await?.as_slice() {
        [] => {
            findings.ok("keys.fit", "the key file opens what is sealed in the database");
            Ok(Some(keys))
        }
        versions => {
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            let text = format!(
                "{} does not open keys of master version {}: it is another installation's, or an older copy",
                path.display(),
                versions.join(", ")
            );
            findings.error("keys.fit", text);
            Ok(None)
        }
    }
}

/// Whether the audit log is as it was written (ALL-3): its chain, and the newest of its lines.
async fn audit_log(db: &Db, keys: &Keys, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    let proof = audit_proof::prove(db, keys, now, Some(MOST_AUDITED)).await?;
    let looked = format!("{} segments and {} lines were looked at", proof.segments, proof.lines);
    match proof.faults.as_slice() {
        [] if proof.is_empty => findings.warning(
            "audit.chain",
            "the audit log has no line, though this key file has sealed one before: was the log emptied, or the database \
             begun anew?",
        ),
        [] if proof.late > 0 => findings.warning(
            "audit.chain",
            format!("{} lines of the audit log are in no segment yet: jobs must run for that", proof.late),
        ),
        [] if proof.is_whole => findings.ok("audit.chain", format!("the audit log is as it was written; {looked}")),
        [] => findings.ok(
            "audit.chain",
            format!("the audit log is as it was written; {looked}, gatehouse audit verify looks at all of them"),
        ),
        [first, ..] => findings.error(
            "audit.chain",
            format!("the audit log is not as it was written: {first}; gatehouse audit verify says more ({looked})"),
        ),
    }
    // Kept elsewhere, it shows later whether the newest segments were cut off.
    if let Some(head) = &proof.head {
        findings.ok("audit.head", format!("the chain of the audit log ends with {head}"));
    }
    Ok(())
}

/// Whether the audit log ends where the operator says (PRI-2).
async fn audit_kept(db: &Db, config: &Config, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    let before = |days: u32| now.plus(-i64::from(days) * DAY - DAY);
    let oldest = audit_keep::oldest(db).await?;
    let is_beyond = |days: u32| oldest.is_some_and(|oldest| oldest < before(days));
    let applied = audit_keep::applied(db, Kept::Ordinary).await?;
    let is_behind = is_beyond(config.audit_days) && applied.is_none_or(|applied| applied < before(config.audit_days));
    if is_behind || is_beyond(config.audit_security_days) {
        findings
            .error("audit.kept", "lines of the audit log are kept longer than audit_days says: jobs must run for it");
    } else {
        findings.ok("audit.kept", "the audit log ends where audit_days and audit_security_days say");
    }
    Ok(())
}

/// Without a valid issuing key no device gets a lease (LIC-10); without `root.pub` no node starts.
async fn issuing_key(db: &Db, config: &Config, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    use signing_key::{Column, Entity};
    let (private, public) = (config.root_key_file(), config.root_public_file());
    // One that begins in the future was made while a clock was ahead, and is not used.
    let begun = Entity::find().filter(Column::Purpose.eq("lease")).filter(Column::NotBefore.lte(now.0));
    let newest = begun.order_by_desc(Column::CreatedAt).one(db.reader()).await?;
    let Some(newest) = newest else {
        let text =
            "no issuing key was certified yet; the first start does it, with a new root key or the one that is here";
        findings.warning("issuing_key.missing", text);
        return Ok(());
    };
    match (root_key::read_public(&public), private.exists()) {
        (Ok(Some(roots)), _) => roots_fit(&newest, &roots, &private, &public, findings),
        (Err(fault), _) => findings.error("root_key.public", fault.to_string()),
        (Ok(None), true) => findings.warning(
            "root_key.public",
            format!("{} is missing; the next start writes it again from root.key", public.display()),
        ),
        (Ok(None), false) => findings.error(
            "root_key.public",
            format!("{} is missing, so the next start fails: copy it from another node", public.display()),
        ),
    }
    let left = newest.expires_at.since(now);
    let way = "bring root.key and run gatehouse keys rotate-issuing";
    match (left, private.exists()) {
        (..=0, true) => findings.error(
            "issuing_key.ends",
            "the issuing key has ended, so no device gets a lease; the next start certifies a new one",
        ),
        (..=0, false) => {
            findings.error("issuing_key.ends", format!("the issuing key has ended, so no device gets a lease: {way}"));
        }
        (..KEY_OVERLAP, false) => findings.warning(
            "issuing_key.ends",
            format!("the issuing key ends in {} days and root.key is offline: {way}", left / DAY),
        ),
        (..KEY_OVERLAP, true) => {
            findings.warning("issuing_key.ends", "the issuing key ends soon; a running server certifies the next one");
        }
        _ => findings.ok("issuing_key.ends", format!("the issuing key signs for {} days more", left / DAY)),
    }
    Ok(())
}

/// Products believe only what a root key of `root.pub` has certified.
fn roots_fit(newest: &signing_key::Model, roots: &[RootKey], private: &Path, public: &Path, findings: &mut Findings) {
    let own = match root::open(private) {
        Ok(seed) => seed.map_or(Ok(()), |seed| root_key::refuse_foreign(&seed, roots, private, public)),
        Err(fault) => Err(fault),
    };
    match own {
        Ok(()) => findings.ok("root_key.public", format!("{} is there", public.display())),
        Err(fault) => findings.error("root_key.public", fault.to_string()),
    }
    match check_certificate(newest, roots) {
        Ok(()) => findings.ok("issuing_key.certified", "the newest issuing key is certified by a root key of root.pub"),
        Err(fault) => findings.error(
            "issuing_key.certified",
            format!(
                "the newest issuing key ({}) is certified by no root key of {} ({fault}), so products believe no lease of \
                 it: bring the right root.pub or, with the right root.key, run gatehouse keys rotate-issuing",
                newest.kid,
                public.display()
            ),
        ),
    }
}

async fn jobs(db: &Db, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    match Entity::find().filter(Column::DeadAt.is_not_null()).count(db.reader()).await? {
        0 => findings.ok("jobs.dead", "no job was given up"),
        dead => findings
            .warning("jobs.dead", format!("{dead} jobs were given up; see the dead letters in the staff console")),
    }
    let oldest = Entity::find()
        .filter(Column::DeadAt.is_null())
        .filter(Column::RunAt.lte(now))
        .filter(Column::LeaseUntil.lte(now))
        .order_by_asc(Column::RunAt)
        .one(db.reader())
        .await?;
    let late = oldest.map_or(0, |job| now.since(job.run_at));
    let text = format!(
        "the oldest due job has waited for {} min: is gatehouse serve or gatehouse worker running?",
        late / MINUTE
    );
    if late > VERY_LATE {
        findings.error("jobs.late", text);
    } else if late > LATE {
        findings.warning("jobs.late", text);
    } else {
        findings.ok("jobs.late", "no due job waits");
    }
    Ok(())
}

/// Rows must go soon after they are due (PRI-2); those of a rule that is not kept are a finding each.
async fn is_kept(db: &Db, rule: &RetentionRule, now: Moment, findings: &mut Findings) -> Result<bool, Fault> {
    let due = now.plus(-i64::from(rule.days) * DAY);
    let overdue = db.oldest(rule.table, rule.anchor, due).await?.map_or(0, |anchor| due.since(anchor));
    let text = format!("{}: \"{}\" is overdue by {} h: jobs must run for it", rule.id, rule.promise, overdue / HOUR);
    if overdue > DAY {
        findings.error("retention.overdue", text);
    } else if overdue > HOUR {
        findings.warning("retention.overdue", text);
    }
    Ok(overdue <= HOUR)
}
