//! How long the audit log keeps what (PRI-2): networks and ordinary lines for one time, events of security for a longer one;
//! and how a person's marks are cleared from it (ACC-17). Whatever is erased, the chain of the log stays provable.

use crate::Cx;
use crate::audit::table::{Column, Entity, Model as Line};
use crate::audit_mac::LogMac;
use crate::audit_seal::kept_lines;
use crate::audit_tables::{horizon, segment};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Db, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr as SeaExpr, OnConflict};
use sea_orm::{Condition, ExprTrait, QueryOrder, QuerySelect, Set};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Lines of these kinds are events of security: sign-ins, members of staff, keys, looks at the log.
const SECURITY: [&str; 6] = ["account.", "staff.", "api_key.", "signing_key.", "audit.", "list."];
/// Lines that gave a member of staff what rights they have. They are kept for good, as the rights are held against them; they
/// are few and name nobody.
pub const MEMBER_RIGHTS: [&str; 9] = [
    "staff.invited",
    "staff.changed",
    "staff.disabled",
    "staff.enabled",
    "staff.second_factor_reset",
    "staff.second_factor_set_up",
    "staff.password_set",
    "staff.password_changed",
    "staff.repaired",
];
/// Lines whose kinds begin so are kept for good as well, for the same reason.
const RIGHTS: &str = "staff.rights_";
/// Kept for good for the same reason: what took an API key its rights.
pub const KEY_REVOKED: &str = "api_key.revoked";

fn standing() -> Condition {
    let named = MEMBER_RIGHTS.into_iter().chain([KEY_REVOKED]);
    Condition::any().add(Column::Kind.is_in(named)).add(Column::Kind.starts_with(RIGHTS))
}

/// Rows changed by one statement.
const PART: usize = 500;

/// Which lines a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All but events of security.
    Ordinary,
    /// Events of security, but for those that are kept for good.
    Security,
}

impl Kept {
    const fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "lines",
            Self::Security => "security",
        }
    }

    fn condition(self) -> Condition {
        let any = SECURITY.iter().fold(Condition::any(), |any, start| any.add(Column::Kind.starts_with(*start)));
        match self {
            Self::Ordinary => any.not(),
            Self::Security => Condition::all().add(any).add(standing().not()),
        }
    }
}

/// Erases up to `most` lines that were written before `until`; returns how many. Segments that lose lines are made anew,
/// unless they were not as they should be: that stays to be seen.
pub async fn erase_lines(cx: &Cx, kept: Kept, until: Moment, most: u64) -> Result<u64, Fault> {
    let macs = LogMac::new(&cx.app.keys)?;
    let tx = cx.begin().await?;
    let due: Vec<(Uuid, Moment, Option<i64>)> = Entity::find()
        .filter(Column::Id.gte(reached(&tx, kept.name()).await?))
        .filter(Column::Id.lt(until.first_id()))
        .filter(Column::At.lt(until))
        .filter(kept.condition())
        .order_by_asc(Column::Id)
        .limit(most)
        .select_only()
        .columns([Column::Id, Column::At, Column::Seal])
        .into_tuple()
        .all(&*tx)
        .await?;
    let is_all = (due.len() as u64) < most;
    let upto = if is_all { until } else { due.iter().map(|(_, at, _)| at.plus(1)).max().unwrap_or(until) };
    // The trigger lets go only what lies before the horizon of ordinary lines.
    reach(&tx, kept.name(), upto, false).await?;
    reach(&tx, Kept::Ordinary.name(), upto, true).await?;
    let seals: BTreeSet<i64> = due.iter().filter_map(|(.., seal)| *seal).collect();
    let touched = segment::Entity::find().filter(segment::Column::Seq.is_in(seals)).all(&*tx).await?;
    let mut whole = BTreeMap::new();
    for one in &touched {
        let ids: Vec<Uuid> = kept_lines(&*tx, one).await?.iter().map(|line| line.id).collect();
        if macs.is_content(one, &ids) {
            whole.insert(one.seq, ids);
        }
    }
    let gone: HashSet<Uuid> = due.iter().map(|(id, ..)| *id).collect();
    for part in due.chunks(PART) {
        Entity::delete_many().filter(Column::Id.is_in(part.iter().map(|(id, ..)| *id))).exec(&*tx).await?;
    }
    for (seq, mut ids) in whole {
        ids.retain(|id| !gone.contains(id));
        segment::Entity::update_many()
            .col_expr(segment::Column::Kept, Expr::value(i64::try_from(ids.len())?))
            .col_expr(segment::Column::Content, Expr::value(macs.content(seq, &ids)))
            .filter(segment::Column::Seq.eq(seq))
            .exec(&*tx)
            .await?;
    }
    tx.commit().await?;
    Ok(due.len() as u64)
}

/// Clears the networks of up to `most` lines that were written before `until`; returns how many.
pub async fn clear_networks(cx: &Cx, until: Moment, most: u64) -> Result<u64, Fault> {
    const NAME: &str = "network";
    let tx = cx.begin().await?;
    let due = Entity::find()
        .filter(Column::Id.gte(reached(&tx, NAME).await?))
        .filter(Column::Id.lt(until.first_id()))
        .filter(Column::At.lt(until))
        .filter(Column::Network.is_not_null())
        .order_by_asc(Column::Id)
        .limit(most)
        .all(&*tx)
        .await?;
    let count = due.len() as u64;
    let upto = if count < most { until } else { due.iter().map(|line| line.at).max().unwrap_or(until) };
    let cleared: Vec<_> = due.into_iter().map(|line| (Line { network: None, ..line.clone() }, line)).collect();
    rewrite(cx, &tx, &cleared).await?;
    reach(&tx, NAME, upto, false).await?;
    tx.commit().await?;
    Ok(count)
}

/// Clears a person's marks from the log when the account is erased (ACC-17): the lines stay, and say
/// nothing about them. Returns how many lines were theirs.
pub async fn forget_account(cx: &Cx, tx: &Tx, account: Uuid) -> Result<u64, Fault> {
    let mut total = 0;
    loop {
        let theirs = Condition::any()
            .add(Column::AccountId.eq(account))
            .add(Column::ActorId.eq(account))
            .add(Column::SubjectId.eq(account));
        let lines = Entity::find().filter(theirs).limit(PART as u64).all(&**tx).await?;
        if lines.is_empty() {
            return Ok(total);
        }
        total += lines.len() as u64;
        let cleared: Vec<_> = lines.into_iter().map(|line| (without(&line, account), line)).collect();
        rewrite(cx, tx, &cleared).await?;
    }
}

fn without(line: &Line, account: Uuid) -> Line {
    let is_his = |id: Option<Uuid>| id == Some(account);
    let mut new = line.clone();
    if is_his(line.account_id) {
        new = Line { account_id: None, network: None, details: None, ..new };
    }
    if is_his(line.actor_id) {
        new = Line { actor_id: None, network: None, ..new };
    }
    if is_his(line.subject_id) {
        new.subject_id = None;
    }
    new
}

/// What was cleared of a line.
type Cleared = [bool; 5];
/// A line's id, and the MAC that it gets.
type Marked = (Uuid, Option<Vec<u8>>);

/// Writes lines of which something was cleared, as (new, old), each with the MAC of what is left. One that was not as it
/// should be keeps its wrong MAC: nothing that we clear may hide what somebody else did.
async fn rewrite(cx: &Cx, tx: &Tx, lines: &[(Line, Line)]) -> Result<(), Fault> {
    let macs = LogMac::new(&cx.app.keys)?;
    let mut alike: BTreeMap<Cleared, Vec<Marked>> = BTreeMap::new();
    for (new, old) in lines {
        let cleared = [
            new.account_id != old.account_id,
            new.actor_id != old.actor_id,
            new.subject_id != old.subject_id,
            new.network != old.network,
            new.details != old.details,
        ];
        let mac = if macs.is_line(old) { Some(macs.line(new)) } else { old.mac.clone() };
        alike.entry(cleared).or_default().push((old.id, mac));
    }
    for (cleared, lines) in alike {
        for part in lines.chunks(PART) {
            write_part(tx, cleared, part).await?;
        }
    }
    Ok(())
}

async fn write_part(tx: &Tx, cleared: Cleared, part: &[(Uuid, Option<Vec<u8>>)]) -> Result<(), Fault> {
    let mut update = Entity::update_many();
    let none: Option<Uuid> = None;
    for (is_cleared, column) in cleared.into_iter().zip([Column::AccountId, Column::ActorId, Column::SubjectId]) {
        if is_cleared {
            update = update.col_expr(column, Expr::value(none));
        }
    }
    for (is_cleared, column) in cleared.into_iter().skip(3).zip([Column::Network, Column::Details]) {
        if is_cleared {
            update = update.col_expr(column, Expr::value(None::<String>));
        }
    }
    let mut case = CaseStatement::new();
    let mut has_mac = false;
    for (id, mac) in part {
        if let Some(mac) = mac {
            has_mac = true;
            case = case.case(Column::Id.eq(*id), SeaExpr::val(mac.clone()));
        }
    }
    if has_mac {
        update = update.col_expr(Column::Mac, case.finally(Expr::col(Column::Mac)).into());
    }
    update.filter(Column::Id.is_in(part.iter().map(|(id, _)| *id))).exec(&**tx).await?;
    Ok(())
}

/// The moment up to which a rule was applied; `None` before its first run.
pub async fn applied(db: &Db, rule: Kept) -> Result<Option<Moment>, Fault> {
    let row = horizon::Entity::find_by_id(rule.name()).one(db.reader()).await?;
    Ok(row.map(|row| row.at))
}

/// When the oldest of the lines was written that are not kept for good.
pub async fn oldest(db: &Db) -> Result<Option<Moment>, Fault> {
    let ends = Entity::find().filter(standing().not());
    let first = ends.select_only().column(Column::At).order_by_asc(Column::Id).into_tuple();
    Ok(first.one(db.reader()).await?)
}

/// The first id that the rule has not looked at.
async fn reached(tx: &Tx, name: &str) -> Result<Uuid, Fault> {
    let row = horizon::Entity::find_by_id(name).one(&**tx).await?;
    Ok(row.map_or(Uuid::nil(), |row| row.at.first_id()))
}

/// Records how far a rule was applied. What a clock that was ahead has recorded is taken back (unless `only_later`): lines that are
/// written now must be looked at when they are due.
async fn reach(tx: &Tx, name: &str, at: Moment, only_later: bool) -> Result<(), Fault> {
    use horizon::{ActiveModel, Column, Entity};
    let mut conflict = OnConflict::column(Column::Name);
    conflict.update_column(Column::At);
    if only_later {
        conflict.action_and_where(ExprTrait::lt(SeaExpr::col((Entity, Column::At)), at));
    }
    let row = ActiveModel { name: Set(name.to_owned()), at: Set(at) };
    Entity::insert(row).on_conflict(conflict).exec_without_returning(&**tx).await?;
    Ok(())
}
