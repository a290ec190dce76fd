//! Blocks all users of the company at once, and lets them in again (COM-12). Skipped are the owner, the actor, and who has a right that the
//! actor lacks; the page lists them before. Each press takes up to [`AT_ONCE`] users, so that no transaction holds a large company for
//! long; the page says when there are more.

use super::end_membership::withdraw_invitations;
use super::target::entered;
use crate::events::{ALL_BLOCKED, ALL_UNBLOCKED, BLOCKED, UNBLOCKED};
use crate::mails;
use crate::model::change::{may_block, may_unblock};
use crate::model::states::BlockedBy;
use crate::queries::membership::standing_of;
use crate::queries::seals;
use crate::refusals::MemberRefusal;
use crate::rights::{In, Locked, ManageUsers};
use crate::signals::MembersBlocked;
use crate::tables::company_member::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, Event, subject};
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, Statement, Value};
use serde_json::json;

/// The most users of one press.
pub const AT_ONCE: u64 = 500;
/// Rows that are read at a time while looking for them.
const PART: u64 = 1_000;

/// Blocks them; answers how many.
pub async fn block_all(cx: &Cx, company: Uuid, is_ticked: bool) -> Outcome<usize, MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    if !is_ticked {
        return Err(refuse(MemberRefusal::NotTicked));
    }
    let rows = found(cx, &tx, &by, &locked, true).await?;
    // Whom the directory keeps out already stays out when it lets them in, and learns nothing new.
    let (held, free): (Vec<Model>, Vec<Model>) = rows.iter().cloned().partition(|row| row.blocked_at.is_some());
    write(cx, &tx, company, &free, Some(BlockedBy::Person)).await?;
    write(cx, &tx, company, &held, Some(BlockedBy::Both)).await?;
    if !rows.is_empty() {
        let members: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        withdraw_invitations(cx, &tx, company, &members).await?;
        cx.raise(&tx, MembersBlocked { company, members }).await?;
        mails::blocked::queue_all(cx, &tx, &recipients(cx, &tx, &free).await?, locked.row()).await?;
        cx.audit(&tx, ALL_BLOCKED.about(company).with(json!({ "how_many": rows.len() }))).await?;
        note_each(cx, &tx, company, &rows, &BLOCKED).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// Ends the blocks by administrators; whom the directory blocks too stays out. Answers how many.
pub async fn unblock_all(cx: &Cx, company: Uuid) -> Outcome<usize, MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    let rows = found(cx, &tx, &by, &locked, false).await?;
    let (held, free): (Vec<Model>, Vec<Model>) =
        rows.iter().cloned().partition(|row| row.blocked_by.is_some_and(BlockedBy::is_by_directory));
    write(cx, &tx, company, &free, None).await?;
    write(cx, &tx, company, &held, Some(BlockedBy::Directory)).await?;
    if !rows.is_empty() {
        mails::unblocked::queue_all(cx, &tx, &recipients(cx, &tx, &free).await?, locked.row()).await?;
        cx.audit(&tx, ALL_UNBLOCKED.about(company).with(json!({ "how_many": rows.len() }))).await?;
        note_each(cx, &tx, company, &rows, &UNBLOCKED).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// The log says of each user what happened to them, as where they are blocked one by one.
async fn note_each(cx: &Cx, tx: &Tx, company: Uuid, rows: &[Model], event: &Event) -> Result<(), Fault> {
    let line = |row: &Model| {
        let rights = row.rights_own.union(row.rights_groups).words();
        let details = json!({ "member": row.id, "rights": rights });
        (cx, event.about(company).of_account(row.account_id).with(details))
    };
    Cx::audit_each(tx, rows.iter().map(line).collect()).await
}

async fn recipients(cx: &Cx, tx: &Tx, rows: &[Model]) -> Result<Vec<gatehouse_mail::Recipient>, Fault> {
    contacts::recipients(cx, &**tx, &rows.iter().map(|row| row.account_id).collect::<Vec<_>>()).await
}

/// The first users whom the actor may block, or let in. A row that disagrees with its seal is left as it is.
async fn found(
    cx: &Cx,
    tx: &Tx,
    by: &In<'_, ManageUsers>,
    company: &Locked<'_>,
    to_block: bool,
) -> Result<Vec<Model>, Fault> {
    let owner = company.row().owner_member_id;
    let most = usize::try_from(AT_ONCE)?;
    let (mut all, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let rows = Entity::find().filter(Column::CompanyId.eq(company.id())).filter(Column::Id.gt(after));
        let rows = if to_block {
            rows.filter(
                Condition::any().add(Column::BlockedAt.is_null()).add(Column::BlockedBy.eq(BlockedBy::Directory)),
            )
        } else {
            rows.filter(Column::BlockedAt.is_not_null())
        };
        let rows = rows.order_by_asc(Column::Id).limit(PART).all(&**tx).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = last.id;
        let keys = subject::keys(cx, &**tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
        for row in rows {
            let target = standing_of(&row, row.id == owner);
            let allowed =
                if to_block { may_block(by.standing(), &target) } else { may_unblock(by.standing(), &target) };
            if allowed.is_ok() && keys.get(&row.id).is_some_and(|key| seals::holds_member(key, &row)) {
                all.push(row);
            }
            if all.len() == most {
                return Ok(all);
            }
        }
    }
}

/// One statement for all: the block, and the seal of each.
async fn write(cx: &Cx, tx: &Tx, company: Uuid, rows: &[Model], by: Option<BlockedBy>) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let now = by.map(|_| cx.now());
    let keys = subject::keys(cx, &**tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let mut values: Vec<Value> =
        vec![company.into(), now.map(|at| at.0).into(), by.map(|by| by.word().to_owned()).into()];
    let (mut cases, mut ids) = (String::new(), Vec::with_capacity(rows.len()));
    for row in rows {
        let Some(key) = keys.get(&row.id) else { continue };
        // A second block goes on from the first.
        let at = now.map(|now| row.blocked_at.unwrap_or(now));
        let new = Model { blocked_at: at, blocked_by: by, ..row.clone() };
        let n = values.len();
        cases.push_str(&format!(" when id = ${} then ${}", n + 1, n + 2));
        ids.push(format!("${}", n + 1));
        values.push(row.id.into());
        values.push(seals::of_member(cx, key, &new)?.into());
    }
    let at = if by.is_some() { "coalesce(blocked_at, cast($2 as bigint))" } else { "cast($2 as bigint)" };
    let text = format!(
        "update company_member set blocked_at = {at}, blocked_by = cast($3 as text), version = version + 1, \
         rights_seal = case{cases} else rights_seal end where company_id = $1 and id in ({})",
        ids.join(", ")
    );
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    Ok(())
}
