//! What the rows tell: whether the keys fit, work gets done, and promises are kept.

use super::Findings;
use crate::config::Config;
use gatehouse_core::personal::RetentionRule;
use gatehouse_core::{DAY, Fault, HOUR, MINUTE, Moment, SystemRandom};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use gatehouse_db::{Db, Keys};
use gatehouse_jobs::table::job::{Column, Entity};

/// A due job that waits longer means that nobody runs jobs, or too few do.
const LATE: i64 = 5 * MINUTE;
const VERY_LATE: i64 = HOUR;

pub(super) async fn examine(
    db: &Db,
    config: &Config,
    rules: &[RetentionRule],
    now: Moment,
    findings: &mut Findings,
) -> Result<(), Fault> {
    let schema = db.schema().await?;
    if schema.contains_key("subject_key") {
        keys(db, config, findings).await?;
    }
    if schema.contains_key("job") {
        jobs(db, now, findings).await?;
    }
    for rule in rules.iter().filter(|rule| schema.contains_key(rule.table)) {
        retention(db, rule, now, findings).await?;
    }
    Ok(())
}

async fn keys(db: &Db, config: &Config, findings: &mut Findings) -> Result<(), Fault> {
    let path = config.key_file();
    // Opening would make a missing file, and a new key opens nothing.
    if !path.exists() {
        if gatehouse_db::subject::table::Entity::find().one(db.reader()).await?.is_some() {
            let text = format!(
                "{} is missing, so what is sealed in the database cannot be read: bring it back",
                path.display()
            );
            findings.error("keys.fit", text);
        }
        return Ok(());
    }
    let keys = match Keys::open(&path, &SystemRandom) {
        Ok(keys) => keys,
        Err(fault) => {
            findings.error("keys.fit", fault.to_string());
            return Ok(());
        }
    };
    match db.unopened_versions(&keys).await?.as_slice() {
        [] => findings.ok("keys.fit", "the key file opens what is sealed in the database"),
        versions => {
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            let text = format!(
                "{} does not open keys of master version {}: it is another installation's, or an older copy",
                path.display(),
                versions.join(", ")
            );
            findings.error("keys.fit", text);
        }
    }
    Ok(())
}

async fn jobs(db: &Db, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    match Entity::find().filter(Column::DeadAt.is_not_null()).count(db.reader()).await? {
        0 => findings.ok("jobs.dead", "no job was given up"),
        dead => findings
            .warning("jobs.dead", format!("{dead} jobs were given up; see the dead letters in the staff console")),
    }
    let oldest = Entity::find()
        .filter(Column::DeadAt.is_null())
        .filter(Column::RunAt.lte(now.0))
        .filter(Column::LeaseUntil.lte(now.0))
        .order_by_asc(Column::RunAt)
        .one(db.reader())
        .await?;
    let late = oldest.map_or(0, |job| now.since(Moment(job.run_at)));
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

/// Rows must go soon after they are due (PRI-2).
async fn retention(db: &Db, rule: &RetentionRule, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    let due = now.plus(-i64::from(rule.days) * DAY);
    let overdue = db.oldest(rule.table, rule.anchor, due).await?.map_or(0, |anchor| due.since(anchor));
    let text = format!("{}: \"{}\" is overdue by {} h: jobs must run for it", rule.id, rule.promise, overdue / HOUR);
    if overdue > DAY {
        findings.error("retention.overdue", text);
    } else if overdue > HOUR {
        findings.warning("retention.overdue", text);
    } else {
        findings.ok("retention.kept", format!("{}: kept", rule.id));
    }
    Ok(())
}
