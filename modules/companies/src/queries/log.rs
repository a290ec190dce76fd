//! What was done in a company (ALL-3): the lines of the audit log about it, with the names of its users.

use super::branches;
use super::members::name_of;
use crate::rights::{Administrator, In};
use crate::tables::company_member::{Column, Entity};
use crate::texts;
use gatehouse_context::audit::{self, Audit, AuditFilter};
use gatehouse_context::{Cx, Reader, subject};
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use gatehouse_db::{PageRequest, Paged};
use gatehouse_web::Events;
use gatehouse_web::history::who;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use serde_json::Value;
use std::collections::HashMap;

/// The member of a line's details whom it concerns.
const MEMBER: &str = "member";

/// Those that name a branch by its id: no name of a company outlives its purge.
const BRANCHES: [&str; 2] = ["branch", "branch_replacement"];

/// What people do who do not belong to the company yet.
const BEFORE_JOINING: [&str; 2] = ["company.join_asked", "company.administrators_told"];

/// A line in words.
#[derive(Clone)]
pub struct CompanyLine {
    /// What was done.
    pub what: String,
    /// More of it, in words.
    pub details: Option<String>,
    /// To which user, where it was one.
    pub about: Option<String>,
    /// By whom.
    pub who: String,
    /// When.
    pub at: Moment,
}

/// One page of them. The filter's subject is the company, whatever it said.
pub async fn lines(
    cx: &Cx,
    by: &In<'_, Administrator>,
    filter: AuditFilter,
    request: &PageRequest,
) -> Result<Paged<CompanyLine>, Fault> {
    // What is the vendor's own affair, such as who of the staff looked, is told to staff alone.
    let kinds = cx.service::<Events>()?.told(Reader::Holder);
    let filter = AuditFilter { subject: Some(by.company()), kinds, ..filter };
    let page = audit::list(cx, &filter, request).await?;
    let details: Vec<Value> = page.items.iter().map(details_of).collect();
    let about: Vec<Uuid> = details.iter().filter_map(member_in).collect();
    let accounts: Vec<Uuid> =
        page.items.iter().filter(|line| is_person(line)).filter_map(|line| line.actor_id).collect();
    let people = People::of(cx, by.company(), &about, &accounts).await?;
    let branches = if details.iter().any(names_branch) { branches::of(cx, &by.as_member()).await? } else { Vec::new() };
    let events = cx.service::<Events>()?;
    let t = texts(cx.lang);
    let colon = if cx.lang == Lang::Ja { "：" } else { ": " };
    let mut details = details.into_iter();
    Ok(page.map(|line| {
        let of_line = details.next().unwrap_or_default();
        let about = member_in(&of_line).map(|member| people.member(member).unwrap_or_else(|| t.msg_former_user()));
        let who = match line.actor_id.filter(|_| is_person(&line)) {
            Some(account) => people.account(account).unwrap_or_else(|| {
                // Who asks to join is no user yet, and who was let in since is found by name.
                if BEFORE_JOINING.contains(&line.kind.as_str()) { t.msg_no_user_yet() } else { t.msg_former_user() }
            }),
            None => who(&line.actor_kind, Reader::Holder, cx.lang),
        };
        let rest = with_branches(without_member(of_line), &branches).to_string();
        let words: Vec<String> =
            events.details(cx, &rest).into_iter().map(|(label, value)| format!("{label}{colon}{value}")).collect();
        CompanyLine {
            what: events.event(cx.lang, &line.kind).unwrap_or_else(|| t.msg_audit_other()),
            details: (!words.is_empty()).then(|| words.join(" · ")),
            about,
            who,
            at: line.at,
        }
    }))
}

fn is_person(line: &Audit) -> bool {
    line.actor_kind == "account"
}

fn details_of(line: &Audit) -> Value {
    line.details.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn member_in(details: &Value) -> Option<Uuid> {
    Uuid::parse_str(details.get(MEMBER)?.as_str()?).ok()
}

fn without_member(mut details: Value) -> Value {
    if let Some(members) = details.as_object_mut() {
        members.remove(MEMBER);
    }
    details
}

fn names_branch(details: &Value) -> bool {
    BRANCHES.iter().any(|name| details.get(name).is_some())
}

/// The same with the names of branches in place of their ids. One that was removed meanwhile keeps the end of its id.
fn with_branches(mut details: Value, branches: &[(Uuid, String)]) -> Value {
    for name in BRANCHES {
        let Some(value) = details.get_mut(name) else { continue };
        let id = value.as_str().and_then(|text| Uuid::parse_str(text).ok());
        if let Some((_, branch)) = branches.iter().find(|(branch, _)| id == Some(*branch)) {
            *value = Value::String(branch.clone());
        }
    }
    details
}

/// Users by their ids and by their accounts, one query for all.
struct People(Vec<(Uuid, Uuid, String)>);

impl People {
    async fn of(cx: &Cx, company: Uuid, members: &[Uuid], accounts: &[Uuid]) -> Result<Self, Fault> {
        if members.is_empty() && accounts.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let any = Condition::any()
            .add(Column::Id.is_in(members.iter().copied()))
            .add(Column::AccountId.is_in(accounts.iter().copied()));
        let rows = Entity::find().filter(Column::CompanyId.eq(company)).filter(any).all(cx.read()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys: HashMap<_, _> = subject::keys(cx, cx.read(), &ids).await?;
        let named = rows.iter().map(|row| Ok((row.id, row.account_id, name_of(keys.get(&row.id), row)?.whole())));
        Ok(Self(named.collect::<Result<_, Fault>>()?))
    }

    fn member(&self, id: Uuid) -> Option<String> {
        self.0.iter().find(|(member, ..)| *member == id).map(|(.., name)| name.clone())
    }

    fn account(&self, id: Uuid) -> Option<String> {
        self.0.iter().find(|(_, account, _)| *account == id).map(|(.., name)| name.clone())
    }
}
