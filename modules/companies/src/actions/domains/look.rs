//! What a look at a claim's DNS record led to (COM-14). The name servers are asked before the transaction; what the answer means, the kit
//! says ([`gatehouse_domains::checks`]). A job looks when the time has come, and the owner by a button.

use crate::actions::lock::lock;
use crate::enter;
use crate::events::{DOMAIN_CONTESTED, DOMAIN_FAILING, DOMAIN_LOST, DOMAIN_VERIFIED};
use crate::mails::domain;
use crate::queries::domains::{ANSWER, Claim, is_held_elsewhere, state, stored};
use crate::refusals::EnterRefusal;
use crate::rights::{DECIDERS, Locked, Owner};
use crate::tables::company_domain::{Column, Entity, Model};
use gatehouse_context::{Cx, Event, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use gatehouse_domains::{Answer, Names, Seen, Step, Tell};
use gatehouse_guard::limit::{self, Limit, TooOften};
use gatehouse_mail::staff;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// The owner's button, of one company: 5 at once, then one each 20 seconds.
const BUTTON: Limit = Limit { action: "companies.domain_look", burst: 5, seconds_each: 20 };
/// Two claims of one domain cannot both be proven.
pub(crate) const PROVEN: Unique = Unique { name: "company_domain_proven", columns: "company_domain.domain" };

/// Why the owner's look found nothing out.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum LookRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// Too often.
    TooOften(TooOften),
    /// The claim is gone.
    #[refusal(404, "domain.gone", domain_gone)]
    Gone,
}

/// Asks for a claim's record now; answers what came of it. `claim` is of the page, behind the owner's proof.
pub async fn look_now(cx: &Cx, company: Uuid, claim: &Claim) -> Outcome<Option<Tell>, LookRefusal> {
    limit::check_key(cx, BUTTON, &company.to_string())?.or_refuse()?;
    let answer = cx.service::<Names>()?.challenge(&claim.domain, cx.now()).await;
    for is_taken in [false, true] {
        let tx = cx.begin().await?;
        // Rows of other companies are seen before the company is entered, and never after.
        let held = is_taken || is_held_elsewhere(&*tx, &claim.row).await?;
        let (_, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(LookRefusal::Enter))?;
        match looked(cx, &tx, &company, claim.row.id, &answer, held).await? {
            Looked::Gone => return Err(refuse(LookRefusal::Gone)),
            Looked::Taken => tx.rollback().await?,
            Looked::Done(tell) => {
                tx.commit().await?;
                return Ok(tell);
            }
        }
    }
    Err(Fault::busy("a domain is proven by two companies at this moment").into())
}

/// What the job's look at a claim led to.
pub(crate) async fn look_by_plan(cx: &Cx, claim: &Claim, answer: &Answer) -> Result<Option<Tell>, Fault> {
    for is_taken in [false, true] {
        let tx = cx.begin().await?;
        let Some(company) = lock(cx, &tx, claim.row.company_id).await? else { return Ok(None) };
        let held = is_taken || is_held_elsewhere(&*tx, &claim.row).await?;
        match looked(cx, &tx, &company, claim.row.id, answer, held).await? {
            Looked::Gone => return Ok(None),
            Looked::Taken => tx.rollback().await?,
            Looked::Done(tell) => {
                tx.commit().await?;
                return Ok(tell);
            }
        }
    }
    Err(Fault::busy("a domain is proven by two companies at this moment"))
}

enum Looked {
    Gone,
    /// Another company has proven it at this very moment: the transaction is to be begun anew.
    Taken,
    Done(Option<Tell>),
}

async fn looked(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    claim: Uuid,
    answer: &Answer,
    held: bool,
) -> Result<Looked, Fault> {
    let own = Entity::find_by_id(claim).filter(Column::CompanyId.eq(company.id()));
    let Some(row) = own.one(&**tx).await? else { return Ok(Looked::Gone) };
    let key = subject::key(cx, &**tx, company.id()).await?;
    let claim = Claim::open(&key, row)?;
    let seen = Seen::of(&claim.domain, &claim.challenge, answer);
    let step = claim.course().after(seen, held, cx.now());
    let sealed = key.seal(cx.app.random.as_ref(), ANSWER, claim.row.id, &serde_json::to_vec(answer)?)?;
    Entity::update_many()
        .col_expr(Column::Checks, Expr::value(claim.row.checks + 1))
        .col_expr(Column::CheckedAt, Expr::value(cx.now()))
        .col_expr(Column::LastAnswer, Expr::value(sealed))
        .filter(Column::Id.eq(claim.row.id))
        .exec(&**tx)
        .await?;
    let is_taken = take(cx, tx, company, &claim.row, step).await?;
    Ok(if is_taken { Looked::Done(step.tell) } else { Looked::Taken })
}

/// Writes what a step makes of a claim, and tells of it. `false`: another company has proven the domain at this very moment, and the
/// transaction is to be begun anew.
pub(super) async fn take(cx: &Cx, tx: &Tx, company: &Locked<'_>, row: &Model, step: Step) -> Result<bool, Fault> {
    let course = step.course;
    let is_new = state(row.state) != course.state;
    let since = if course.state.is_held() { row.verified_at.or(Some(cx.now())) } else { None };
    let written = Entity::update_many()
        .col_expr(Column::State, Expr::value(stored(course.state)))
        .col_expr(Column::NextCheckAt, Expr::value(course.next_check_at))
        .col_expr(Column::FailingSince, Expr::value(course.failing_since))
        .col_expr(Column::AbsentDays, Expr::value(i64::from(course.absent_days)))
        .col_expr(Column::VerifiedAt, Expr::value(since))
        .col_expr(Column::Told, Expr::value(row.told + i64::from(step.tell.is_some())))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await;
    match written {
        Err(error) if PROVEN.violated_by(&error) => return Ok(false),
        written => written?,
    };
    if is_new && let Some(event) = event(step.tell) {
        cx.audit(tx, event.about(company.id()).with(json!({ "domain": row.domain }))).await?;
    }
    let Some(tell) = step.tell else { return Ok(true) };
    domain::to_owner(cx, tx, company, &row.domain, tell).await?;
    if tell == Tell::Contested {
        for member in staff::with_roles(cx, tx, &DECIDERS).await? {
            domain::to_staff(cx, tx, &member, &row.domain, &company.row().name).await?;
        }
    }
    Ok(true)
}

const fn event(tell: Option<Tell>) -> Option<Event> {
    match tell {
        Some(Tell::Verified | Tell::Back) => Some(DOMAIN_VERIFIED),
        Some(Tell::Contested) => Some(DOMAIN_CONTESTED),
        Some(Tell::Missing) => Some(DOMAIN_FAILING),
        Some(Tell::Lost) => Some(DOMAIN_LOST),
        None => None,
    }
}
