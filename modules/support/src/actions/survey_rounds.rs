//! The yearly survey (SUP-15): support starts a round, a job asks those who agreed, part by part, and support can stop it. Who was asked within the last
//! two weeks has their turn later, and nobody has two in a year.

use super::plan_survey::blank;
use crate::events::{ROUND_STARTED, ROUND_STOPPED};
use crate::jobs::surveys;
use crate::model::survey::{A_YEAR, BETWEEN, RoundState, SurveyKind};
use crate::rights::{NotAllowed, SupportSettings, may};
use crate::tables::{survey, survey_round};
use gatehouse_accounts::contacts;
use gatehouse_companies::SURVEY;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_web::rights::member;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, QuerySelect as _};
use std::collections::{HashMap, HashSet};

/// People of one transaction.
pub(crate) const PART: u64 = 200;

/// Why a round is not started or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RoundRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// The box was not ticked.
    #[refusal(422, "survey.not_ticked", refusal_not_ticked, field = "confirm")]
    NotTicked,
    /// One is running.
    #[refusal(409, "survey.running", refusal_survey_running)]
    Running,
    /// There is no such one, or it is over.
    #[refusal(404, "survey.no_round", refusal_survey_no_round)]
    NotFound,
}

/// Starts a round; returns its id.
pub async fn start_round(cx: &Cx, is_sure: bool) -> Outcome<Uuid, RoundRefusal> {
    use survey_round::{Column, Entity, Model};
    let may = may::<SupportSettings>(cx).or_refuse()?;
    let started_by = member(cx).or_refuse()?;
    if !is_sure {
        return Err(refuse(RoundRefusal::NotTicked));
    }
    let tx = may.begin().await?;
    if Entity::find().filter(Column::State.eq(RoundState::Running)).one(&*tx).await?.is_some() {
        return Err(refuse(RoundRefusal::Running));
    }
    let row = Model {
        id: cx.id(),
        state: RoundState::Running,
        started_by,
        started_at: cx.now(),
        ended_at: None,
        after_account: Uuid::nil(),
        asked: 0,
        version: 1,
    };
    let id = row.id;
    let once = OnConflict::new().do_nothing().to_owned();
    if Entity::insert(row.into_active_model()).on_conflict(once).exec_without_returning(&*tx).await? == 0 {
        return Err(refuse(RoundRefusal::Running));
    }
    surveys::enqueue_round(cx, &tx, id).await?;
    cx.audit(&tx, ROUND_STARTED.entry()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Stops it: what was not sent is not sent. Who has the mail can still answer.
pub async fn stop_round(cx: &Cx, id: Uuid) -> Outcome<(), RoundRefusal> {
    let may = may::<SupportSettings>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let held = survey_round::Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let Some(row) = held.filter(|row| row.state != RoundState::Stopped) else {
        return Err(refuse(RoundRefusal::NotFound));
    };
    let unsent = survey::Entity::delete_many()
        .filter(survey::Column::RoundId.eq(id))
        .filter(survey::Column::SendAt.is_not_null())
        .exec(&*tx)
        .await?;
    if row.state == RoundState::Done && unsent.rows_affected == 0 {
        return Err(refuse(RoundRefusal::NotFound));
    }
    let unsent = i64::try_from(unsent.rows_affected).unwrap_or(0);
    let stopped = survey_round::Model {
        state: RoundState::Stopped,
        ended_at: Some(cx.now()),
        asked: row.asked - unsent,
        version: row.version + 1,
        ..row
    };
    stopped.into_active_model().reset_all().update(&*tx).await?;
    cx.audit(&tx, ROUND_STOPPED.entry()).await?;
    tx.commit().await?;
    Ok(())
}

/// The next part of those who agreed; `false`: there are no more, or it was stopped.
pub async fn ask_part(cx: &Cx, id: Uuid) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    let held = survey_round::Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let Some(row) = held.filter(|row| row.state == RoundState::Running) else { return Ok(false) };
    let accounts = contacts::wanting(&*tx, SURVEY, row.after_account, PART).await?;
    let (skipped, lately) = asked(cx, &*tx, &accounts).await?;
    let now = cx.now();
    let planned: Vec<survey::ActiveModel> = accounts
        .iter()
        .filter(|account| !skipped.contains(account))
        .map(|account| {
            let send_at = lately.get(account).map_or(now, |at| at.plus(BETWEEN).max(now));
            let survey = survey::Model {
                round_id: Some(id),
                send_at: Some(send_at),
                lang: cx.lang.tag().to_owned(),
                ..blank(cx.id(), SurveyKind::Yearly, *account)
            };
            survey.into_active_model()
        })
        .collect();
    let mut made = 0;
    if !planned.is_empty() {
        // Who waits for one about a request is not asked twice.
        let once = OnConflict::new().do_nothing().to_owned();
        made = survey::Entity::insert_many(planned).on_conflict(once).exec_without_returning(&*tx).await?;
    }
    let is_last = accounts.len() < usize::try_from(PART)?;
    let next = survey_round::Model {
        state: if is_last { RoundState::Done } else { RoundState::Running },
        ended_at: is_last.then_some(now),
        after_account: accounts.last().copied().unwrap_or(row.after_account),
        asked: row.asked + i64::try_from(made)?,
        version: row.version + 1,
        ..row
    };
    next.into_active_model().reset_all().update(&*tx).await?;
    tx.commit().await?;
    Ok(!is_last)
}

/// Those who had a yearly one within a year, and when the others were last asked anything.
async fn asked<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    accounts: &[Uuid],
) -> Result<(HashSet<Uuid>, HashMap<Uuid, Moment>), Fault> {
    use survey::{Column, Entity};
    let now = cx.now();
    let yearly = Condition::all().add(Column::Kind.eq(SurveyKind::Yearly)).add(Column::SentAt.gt(now.plus(-A_YEAR)));
    let recent = Condition::any().add(Column::SentAt.gt(now.plus(-BETWEEN))).add(yearly);
    let rows: Vec<(Option<Uuid>, SurveyKind, Option<Moment>)> = Entity::find()
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(recent)
        .select_only()
        .column(Column::AccountId)
        .column(Column::Kind)
        .column(Column::SentAt)
        .into_tuple()
        .all(conn)
        .await?;
    let (mut yearly, mut lately) = (HashSet::new(), HashMap::new());
    for (account, kind, at) in rows {
        let (Some(account), Some(at)) = (account, at) else { continue };
        if kind == SurveyKind::Yearly {
            yearly.insert(account);
        }
        let last = lately.entry(account).or_insert(at);
        *last = at.max(*last);
    }
    Ok((yearly, lately))
}
