//! How an answer is written down (PRI-7): the account's answer now, the row of the ledger, and the line of the audit log, in one
//! transaction. The same answer to the same version once more changes nothing.

use super::ConsentRefusal;
use crate::model::answer::{Answer, Place};
use crate::model::published::Published;
use crate::model::text;
use crate::queries::standing::standings;
use crate::tables::{consent, consent_event, statement_text};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// What a person answers, as the page sends it.
#[derive(Clone, Debug, Default)]
pub struct Answering {
    /// The version that they read.
    pub version: Uuid,
    /// The tag of the language that they read it in.
    pub lang: String,
    /// On which page.
    pub place: Place,
}

/// Who answers, to what.
pub(super) struct Asked {
    pub(super) account: Uuid,
    pub(super) version: Published,
    pub(super) text: statement_text::Model,
    pub(super) place: Place,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is in the ledger under this number.
    New(Uuid),
    /// It was there already.
    Same,
    /// The version is accepted, so it cannot be declined.
    Accepted,
}

/// The version that is asked of the acting account, with the text that was read. Another version than the one in force is no answer to it.
pub(super) async fn asked(cx: &Cx, input: &Answering) -> Outcome<Asked, ConsentRefusal> {
    let account = cx.actor.account().ok_or(ConsentRefusal::Unknown).or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), account).await?.ok_or(ConsentRefusal::Unknown).or_refuse()?;
    let standings = standings(cx, account, contact.country.as_deref()).await?;
    let asked = standings.into_iter().find(|standing| standing.is_here && standing.version.version == input.version);
    let in_force = asked.map(|standing| standing.version);
    let lang = Lang::from_tag(&input.lang).ok_or(ConsentRefusal::Changed).or_refuse()?;
    let text = statement_text::Entity::find_by_id((input.version, lang.tag().to_owned())).one(cx.read()).await?;
    match (in_force, text) {
        (Some(version), Some(text)) => Ok(Asked { account, version, text, place: input.place }),
        _ => Err(refuse(ConsentRefusal::Changed)),
    }
}

/// Writes an answer down. Two requests at once write one row: the second one waits for the first and finds its answer.
pub(super) async fn write_down(
    cx: &Cx,
    tx: &Tx,
    asked: &Asked,
    answer: Answer,
    event: Event,
) -> Result<Written, Fault> {
    use consent::{Column, Entity};
    let row = consent::ActiveModel {
        account_id: Set(asked.account),
        statement_id: Set(asked.version.statement),
        version_id: Set(asked.version.version),
        number: Set(asked.version.number),
        answer: Set(answer),
        answered_at: Set(cx.now()),
    };
    let once = OnConflict::columns([Column::AccountId, Column::StatementId]).do_nothing().to_owned();
    let is_first = Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await? > 0;
    if !is_first {
        let own = Entity::find_by_id((asked.account, asked.version.statement)).lock_exclusive().one(&**tx).await?;
        match own.filter(|own| own.version_id == asked.version.version).map(|own| own.answer) {
            Some(before) if before == answer => return Ok(Written::Same),
            Some(Answer::Accepted) => return Ok(Written::Accepted),
            _ => {}
        }
        change(cx, tx, asked, answer).await?;
    }
    enter(cx, tx, asked, answer, event).await.map(Written::New)
}

/// Changes what the account answers now.
pub(super) async fn change(cx: &Cx, tx: &Tx, asked: &Asked, answer: Answer) -> Result<(), Fault> {
    use consent::{Column, Entity};
    let update = Entity::update_many()
        .col_expr(Column::VersionId, Expr::value(asked.version.version))
        .col_expr(Column::Number, Expr::value(asked.version.number))
        .col_expr(Column::Answer, Expr::value(answer))
        .col_expr(Column::AnsweredAt, Expr::value(cx.now()))
        .filter(Column::AccountId.eq(asked.account))
        .filter(Column::StatementId.eq(asked.version.statement));
    update.exec(&**tx).await?;
    Ok(())
}

/// Adds the row of the ledger and the line of the audit log; returns the number of the receipt.
pub(super) async fn enter(cx: &Cx, tx: &Tx, asked: &Asked, answer: Answer, event: Event) -> Result<Uuid, Fault> {
    let id = cx.id();
    let read = &asked.text;
    let row = consent_event::ActiveModel {
        id: Set(id),
        account_id: Set(Some(asked.account)),
        statement_id: Set(asked.version.statement),
        version_id: Set(asked.version.version),
        answer: Set(answer),
        lang: Set(read.lang.clone()),
        text_hash: Set(text::hash(&read.lang, &read.title, &read.body)),
        place: Set(asked.place),
        at: Set(cx.now()),
        forgotten_at: Set(None),
    };
    consent_event::Entity::insert(row).exec_without_returning(&**tx).await?;
    let details = serde_json::json!({ "statement_version": asked.version.number });
    cx.audit(tx, event.about(asked.version.statement).of_account(asked.account).with(details)).await?;
    Ok(id)
}
