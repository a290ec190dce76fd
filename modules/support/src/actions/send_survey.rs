//! A survey whose hour has come is mailed (SUP-15), unless its reader does not want it any more, or is of the staff: nobody rates themselves. The link's
//! token is random, and only its keyed hash is stored.

use super::plan_survey::is_asked_about;
use crate::mails::survey as mail;
use crate::model::places::SUBJECT;
use crate::model::survey::{BETWEEN, LINK, SurveyKind, YEARLY_KEPT};
use crate::queries::people::told;
use crate::tables::request;
use crate::tables::survey::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_companies::{RATING, SURVEY};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Notification, Role, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_mail::staff::with_roles;
use gatehouse_signin::token::{self, NewToken};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::BTreeSet;

/// Mails of one turn.
pub(crate) const PART: u64 = 100;
/// What keeps the hashes of these tokens apart from others.
const DOMAIN: &str = "support.survey";
/// Every role of the staff.
const STAFF: &[Role] = &Role::ALL;

/// The hashes that a token can be stored under; `None`: it is none.
pub(crate) fn hashes(cx: &Cx, text: &str) -> Option<Vec<Vec<u8>>> {
    token::is_plausible(text).then(|| token::hashes(cx, DOMAIN, text))
}

/// The kind of mail that somebody has agreed to.
pub(crate) const fn notification(kind: SurveyKind) -> Notification {
    match kind {
        SurveyKind::Request => RATING,
        SurveyKind::Yearly => SURVEY,
    }
}

/// Those whose hour has come.
pub async fn due(cx: &Cx) -> Result<Vec<Uuid>, Fault> {
    let due = Entity::find()
        .filter(Column::SendAt.lte(cx.now()))
        .order_by_asc(Column::SendAt)
        .order_by_asc(Column::Id)
        .limit(PART)
        .select_only()
        .column(Column::Id);
    Ok(due.into_tuple().all(cx.read()).await?)
}

/// The addresses of the staff, in small letters: asked for once for all mails of a turn.
pub async fn staff(cx: &Cx) -> Result<BTreeSet<String>, Fault> {
    let tx = cx.begin().await?;
    let all = with_roles(cx, &tx, STAFF).await?;
    tx.rollback().await?;
    Ok(all.into_iter().map(|member| member.email.to_ascii_lowercase()).collect())
}

/// Mails it, or takes it back; `staff`: those who are not asked. Does nothing where that was done already.
pub async fn send(cx: &Cx, id: Uuid, staff: &BTreeSet<String>) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let Some(row) = Entity::find_by_id(id).lock_exclusive().one(&*tx).await? else { return Ok(()) };
    if row.send_at.is_none_or(|at| at > cx.now()) {
        return Ok(());
    }
    let found = reader(cx, &tx, &row).await?;
    match found.filter(|(to, _)| !staff.contains(&to.email.to_ascii_lowercase())) {
        Some((to, about)) => {
            let token = NewToken::make(cx, DOMAIN);
            mail::queue(cx, &tx, (&to, notification(row.kind), about.as_ref()), &token.text).await?;
            let now = cx.now();
            let dies = now.plus(LINK);
            let yearly = row.kind == SurveyKind::Yearly;
            let sent = Model {
                lang: to.lang.tag().to_owned(),
                token_hash: Some(token.hash),
                send_at: None,
                sent_at: Some(now),
                dies_at: Some(dies),
                erase_at: Some(if yearly { now.plus(YEARLY_KEPT) } else { dies }),
                ..row
            };
            sent.into_active_model().reset_all().update(&*tx).await?;
            metrics::counter!("gatehouse_support_surveys_sent_total").increment(1);
        }
        None => {
            Entity::delete_by_id(id).exec(&*tx).await?;
        }
    }
    tx.commit().await
}

/// The request that a survey is about, as its mail tells it.
pub(crate) struct About {
    pub number: String,
    pub subject: String,
}

/// Whom it goes to; `None`: nobody.
async fn reader(cx: &Cx, tx: &Tx, row: &Model) -> Result<Option<(Recipient, Option<About>)>, Fault> {
    let Some(account) = row.account_id else { return Ok(None) };
    if contacts::who_wants(&**tx, &[account], notification(row.kind)).await?.is_empty() {
        return Ok(None);
    }
    let lately = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::SentAt.gt(cx.now().plus(-BETWEEN)))
        .filter(Column::Id.ne(row.id));
    if lately.one(&**tx).await?.is_some() {
        return Ok(None);
    }
    match row.request_id {
        Some(request) => of_request(cx, tx, request, account).await,
        None => Ok(contacts::contact(cx, &**tx, account).await?.map(|contact| (contact.to, None))),
    }
}

/// The author of a request, where it is as it was when it closed and they still get mails of it.
async fn of_request(
    cx: &Cx,
    tx: &Tx,
    request: Uuid,
    account: Uuid,
) -> Result<Option<(Recipient, Option<About>)>, Fault> {
    let Some(row) = request::Entity::find_by_id(request).one(&**tx).await? else { return Ok(None) };
    if !is_asked_about(&row) {
        return Ok(None);
    }
    let author = told(cx, &**tx, &row, None).await?.into_iter().find(|one| one.is_author);
    let Some(to) = author.map(|one| one.to).filter(|to| to.account == Some(account)) else { return Ok(None) };
    let subject = match &row.subject_sealed {
        Some(sealed) => subject::key(cx, &**tx, row.id).await?.open_text(SUBJECT, row.id, sealed)?,
        None => String::new(),
    };
    Ok(Some((to, Some(About { number: row.number, subject }))))
}
