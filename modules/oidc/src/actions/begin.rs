//! A client sends somebody to sign in (RFC 6749 §4.1.1). Nobody is sent back to an address that is not registered for this very client, not even
//! with an error: then a page says that something is wrong (RFC 9700 §4.11). Everything else that is wrong, the client is told.

use super::answer::{Answer, answer, refused};
use super::person::person;
use super::requests::{keep, open};
use crate::model::client::Client;
use crate::model::request::Asked;
use crate::model::request_check::{Next, Wanted, check, next};
use crate::queries::{clients, requests};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid};
use gatehouse_guard::limit::check_key;
use gatehouse_guard::{Budget, Limit, TooOften};
use gatehouse_web::CustomerSession;

/// Requests that are kept, from one network: 60 at once, then one each 5 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "oidc.authorize", burst: 60, seconds_each: 5 });

/// Sign-ins of one account: 60 at once, then one each 10 seconds.
const OF_ACCOUNT: Limit = Limit { action: "oidc.sign_in", burst: 60, seconds_each: 10 };

/// What the browser does next.
#[derive(Debug)]
pub enum Begun {
    /// A page says that nothing can be done here.
    Stuck(Stuck),
    /// It leaves for the client.
    Leave(String),
    /// Its person signs in; the request waits under this token.
    SignIn(String, Box<Asked>),
    /// Its person proves who they are, by a factor where that is true.
    Prove(String, bool),
    /// Its person is asked.
    Ask(String),
}

/// Why nothing can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// No such client, or it is switched off.
    NoClient,
    /// The address is not registered for this client.
    WrongAddress,
    /// The request has ended, or was answered before.
    Over,
}

/// A request as it is looked at.
struct Come {
    asked: Asked,
    began_at: Moment,
    /// Its row and its token, where it was pushed.
    kept: Option<(Uuid, String)>,
}

/// Begins it.
pub async fn begin(cx: &Cx, asked: Asked, session: Option<&CustomerSession>) -> Outcome<Begun, TooOften> {
    let Some(client) = clients::find(cx, cx.read(), &asked.client_id).await? else {
        return Ok(Begun::Stuck(Stuck::NoClient));
    };
    let Some(come) = come(cx, &client, asked).await? else { return Ok(Begun::Stuck(Stuck::Over)) };
    if !client.allows_redirect(&come.asked.redirect_uri) {
        return Ok(Begun::Stuck(Stuck::WrongAddress));
    }
    let wanted = match check(&come.asked, &client, come.kept.is_some()) {
        Ok(wanted) => wanted,
        Err(problem) => return Ok(Begun::Leave(refused(cx, &come.asked, &problem))),
    };
    let person = person(cx, &client, &come.asked, &wanted, session).await?;
    let next = next(&wanted, person.as_ref(), come.began_at, cx.now());
    match (next, session) {
        (Next::No(problem), _) => Ok(Begun::Leave(refused(cx, &come.asked, &problem))),
        (Next::Answer, Some(session)) => {
            check_key(cx, OF_ACCOUNT, &session.account.to_string())?.or_refuse()?;
            Ok(answered(cx, &client, &come, &wanted, session).await?)
        }
        _ => {
            if come.kept.is_none() {
                BUDGET.check(cx)?.or_refuse()?;
            }
            Ok(waiting(cx, &client, come, next).await?)
        }
    }
}

/// What the browser brought, or what was pushed before.
async fn come(cx: &Cx, client: &Client, asked: Asked) -> Result<Option<Come>, Fault> {
    let Some(token) = asked.pushed().map(str::to_owned) else {
        return Ok(Some(Come { asked, began_at: cx.now(), kept: None }));
    };
    let found = requests::find(cx, cx.read(), &token).await?.filter(|found| found.client == client.id);
    Ok(found.map(|found| Come { asked: found.asked, began_at: found.began_at, kept: Some((found.id, token)) }))
}

async fn answered(
    cx: &Cx,
    client: &Client,
    come: &Come,
    wanted: &Wanted,
    session: &CustomerSession,
) -> Result<Begun, Fault> {
    let request = come.kept.as_ref().map(|(id, _)| *id);
    let given = Answer { client, asked: &come.asked, scope: &wanted.scope, session, request };
    Ok(answer(cx, &given).await?.map_or(Begun::Stuck(Stuck::Over), Begun::Leave))
}

/// The request is kept while its person does something.
async fn waiting(cx: &Cx, client: &Client, come: Come, next: Next) -> Result<Begun, Fault> {
    let tx = cx.begin().await?;
    let token = match come.kept {
        Some((id, token)) => {
            open(cx, &tx, id).await?;
            token
        }
        None => keep(cx, &tx, client.id, &come.asked, true).await?.expose().clone(),
    };
    tx.commit().await?;
    Ok(match next {
        Next::SignIn => Begun::SignIn(token, Box::new(come.asked)),
        Next::Prove(factor) => Begun::Prove(token, factor),
        Next::Ask | Next::Answer | Next::No(_) => Begun::Ask(token),
    })
}
