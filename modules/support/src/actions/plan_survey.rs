//! A request has closed, and its author is to be asked how good support was (SUP-15), an hour later. Steps of the listener, in the transaction of what
//! closes it. Nobody is asked who has not agreed to it, whose request support opened for them, or who was asked less than two weeks ago.

use crate::model::message::{Audience, Author};
use crate::model::request::Channel;
use crate::model::status::Status;
use crate::model::survey::{AFTER_CLOSING, BETWEEN, SurveyKind};
use crate::tables::{request, request_message, survey};
use gatehouse_accounts::contacts;
use gatehouse_companies::RATING;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, QueryOrder as _};

/// Plans it, if they are to be asked.
pub(crate) async fn plan(cx: &Cx, tx: &Tx, request: Uuid) -> Result<(), Fault> {
    let Some(row) = request::Entity::find_by_id(request).one(&**tx).await? else { return Ok(()) };
    let Some(account) = row.account_id.filter(|_| is_asked_about(&row)) else { return Ok(()) };
    if contacts::who_wants(&**tx, &[account], RATING).await?.is_empty() {
        return Ok(());
    }
    let send_at = cx.now().plus(AFTER_CLOSING);
    let lately = Condition::any()
        .add(survey::Column::SentAt.gt(send_at.plus(-BETWEEN)))
        .add(survey::Column::SendAt.is_not_null());
    let asked = survey::Entity::find().filter(survey::Column::AccountId.eq(account)).filter(lately);
    if asked.one(&**tx).await?.is_some() {
        return Ok(());
    }
    let survey = survey::Model {
        request_id: Some(row.id),
        engineer_id: engineer(tx, &row).await?,
        queue_id: row.queue_id,
        product_id: row.product_id,
        level: Some(row.level),
        channel: Some(row.channel),
        lang: row.lang,
        send_at: Some(send_at),
        ..blank(cx.id(), SurveyKind::Request, account)
    };
    // Two that close at the same time plan one.
    let once = OnConflict::new().do_nothing().to_owned();
    survey::Entity::insert(survey.into_active_model()).on_conflict(once).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether anybody is asked about a request that has ended so.
pub(crate) fn is_asked_about(row: &request::Model) -> bool {
    let by_themselves = matches!(row.channel, Channel::Web | Channel::Mail | Channel::Public | Channel::Chat);
    row.status == Status::Closed && row.merged_into.is_none() && row.erased_at.is_none() && by_themselves
}

/// Whose work is judged: who has the request, else who answered last.
async fn engineer(tx: &Tx, row: &request::Model) -> Result<Option<Uuid>, Fault> {
    use request_message::{Column, Entity};
    if row.assignee_id.is_some() {
        return Ok(row.assignee_id);
    }
    let last = Entity::find()
        .filter(Column::RequestId.eq(row.id))
        .filter(Column::Author.eq(Author::Staff))
        .filter(Column::Audience.eq(Audience::Public))
        .order_by_desc(Column::Seq)
        .one(&**tx)
        .await?;
    Ok(last.and_then(|message| message.staff_id))
}

/// A survey about which nothing is known yet.
pub(crate) fn blank(id: Uuid, kind: SurveyKind, account: Uuid) -> survey::Model {
    survey::Model {
        id,
        kind,
        request_id: None,
        round_id: None,
        account_id: Some(account),
        engineer_id: None,
        queue_id: None,
        product_id: None,
        level: None,
        channel: None,
        lang: String::new(),
        token_hash: None,
        send_at: None,
        sent_at: None,
        dies_at: None,
        mark: None,
        speed: None,
        solution: None,
        manner: None,
        comment_sealed: None,
        answered_at: None,
        count_at: None,
        counted: None,
        counted_in: 0,
        erase_at: None,
    }
}
