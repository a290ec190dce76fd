//! An endpoint proves itself before it is told anything: it gets a signed message with a token, and its answer repeats the token. So nobody can
//! have messages sent to an address that does not expect them.

use crate::deliver::{self, WAKE};
use crate::endpoints::{locked, write};
use crate::events;
use crate::model::{judged, message};
use crate::sealed;
use crate::send::{Sent, send};
use crate::tables::delivery;
use crate::tables::endpoint::{ActiveModel, Entity, State};
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Why an endpoint is not switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ChallengeRefusal {
    /// There is no such endpoint.
    #[refusal(404, "webhook.not_found", refusal_not_found)]
    NotFound,
    /// Its address or its secret was changed while it was asked.
    #[refusal(409, "webhook.changed_meanwhile", refusal_changed_meanwhile)]
    ChangedMeanwhile,
    /// There was no answer.
    #[refusal(422, "webhook.challenge_no_answer", refusal_challenge_no_answer(why(lang, it)))]
    NoAnswer(&'static str),
    /// It answered with another status than 2xx.
    #[refusal(422, "webhook.challenge_status", refusal_challenge_status(*it))]
    Status(u16),
    /// Its answer does not repeat the token.
    #[refusal(422, "webhook.challenge_wrong", refusal_challenge_wrong)]
    Wrong,
}

fn why(lang: Lang, word: &str) -> String {
    events::why(lang, word).unwrap_or_else(|| word.to_owned())
}

/// Challenges an endpoint and switches it on. What waits for it goes out at once, and is tried for its whole time anew.
pub async fn switch_on(cx: &Cx, id: Uuid) -> Outcome<(), ChallengeRefusal> {
    let row = Entity::find_by_id(id).one(cx.read()).await?.ok_or(ChallengeRefusal::NotFound).or_refuse()?;
    let opener = sealed::opener(cx, cx.read()).await?;
    let (url, signing) = (sealed::url(&opener, &row)?, sealed::signing(cx, &opener, &row)?);
    let token = hex::encode(cx.app.random.token());
    let body = message::challenge(cx.now(), &token)?;
    // Before the transaction: an endpoint may take its time.
    let sent = send(cx, &url, &signing, &message::id(cx.id()), body).await?;
    judge(&sent, &token).or_refuse()?;

    let tx = cx.begin().await?;
    let now = locked(&tx, id).await?.ok_or(ChallengeRefusal::NotFound).or_refuse()?;
    if now.url_sealed != row.url_sealed || now.key_sealed != row.key_sealed {
        return Err(refuse(ChallengeRefusal::ChangedMeanwhile));
    }
    let new = ActiveModel {
        state: Set(State::On),
        why: Set(None),
        failures: Set(0),
        failing_since: Set(None),
        next_at: Set(Moment(0)),
        // A lane that still sends to an address of before ends at its next mark.
        lease_until: Set(Moment(0)),
        lease_by: Set(None),
        ..Default::default()
    };
    write(&tx, &now, new).await?;
    delivery::Entity::update_many()
        .col_expr(delivery::Column::NextAt, Expr::value(cx.now()))
        .col_expr(delivery::Column::FirstAt, Expr::value(None::<Moment>))
        .filter(delivery::Column::EndpointId.eq(id))
        .filter(delivery::Column::State.eq(delivery::State::Waiting))
        .exec(&*tx)
        .await?;
    deliver::wake(cx, &tx, WAKE).await?;
    cx.audit(&tx, events::SWITCHED_ON.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

fn judge(sent: &Sent, token: &str) -> Result<(), ChallengeRefusal> {
    match &sent.came {
        Err(unreachable) => Err(ChallengeRefusal::NoAnswer(judged::word(*unreachable))),
        Ok(answer) if !answer.is_success() => Err(ChallengeRefusal::Status(answer.status)),
        Ok(answer) if !message::repeats(&answer.body, token) => Err(ChallengeRefusal::Wrong),
        Ok(_) => Ok(()),
    }
}
