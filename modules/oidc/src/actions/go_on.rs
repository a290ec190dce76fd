//! Somebody who signed in, proved who they are or was asked goes on to the client, or does not. The request is looked at anew each time.

use super::answer::{Answer, answer, refused};
use super::begin::Stuck;
use super::person::person;
use super::requests::take;
use crate::events;
use crate::model::client::Client;
use crate::model::problem::{Code, Problem};
use crate::model::request_check::{Next, check, next};
use crate::queries::clients;
use crate::queries::requests::{Found, find};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_web::CustomerSession;

/// What the person said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet: they look.
    Nothing,
    /// They agree.
    Yes,
    /// They do not.
    No,
}

/// What comes of it.
#[derive(Debug)]
pub enum GoneOn {
    /// A page says that nothing can be done here.
    Stuck(Stuck),
    /// The browser leaves for the client.
    Leave(String),
    /// The person proves who they are, by a factor where that is true.
    Prove(bool),
    /// The person is asked.
    Ask(Box<Question>),
}

/// What the person is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// By whom.
    pub client: Client,
    /// For what, scopes separated by spaces.
    pub scope: String,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// Whether the client means the person who is signed in.
    pub is_meant: bool,
}

/// Goes on with the request of this token.
pub async fn go_on(cx: &Cx, token: &str, session: &CustomerSession, said: Said) -> Result<GoneOn, Fault> {
    let Some(found) = find(cx, cx.read(), token).await?.filter(|found| found.is_opened) else {
        return Ok(GoneOn::Stuck(Stuck::Over));
    };
    let client = clients::by_id(cx, cx.read(), found.client).await?;
    let Some(client) = client else { return Ok(GoneOn::Stuck(Stuck::NoClient)) };
    // Its addresses may have changed meanwhile.
    if !client.allows_redirect(&found.asked.redirect_uri) {
        return Ok(GoneOn::Stuck(Stuck::WrongAddress));
    }
    if said == Said::No {
        return refuse_it(cx, &client, &found, session).await;
    }
    let wanted = match check(&found.asked, &client, true) {
        Ok(wanted) => wanted,
        Err(problem) => return Ok(GoneOn::Leave(refused(cx, &found.asked, &problem))),
    };
    let known = person(cx, &client, &found.asked, &wanted, Some(session)).await?;
    match next(&wanted, known.as_ref(), found.began_at, cx.now()) {
        Next::SignIn => Ok(GoneOn::Stuck(Stuck::Over)),
        Next::No(problem) => Ok(GoneOn::Leave(refused(cx, &found.asked, &problem))),
        Next::Prove(factor) => Ok(GoneOn::Prove(factor)),
        Next::Ask if said == Said::Nothing => Ok(GoneOn::Ask(Box::new(Question {
            client,
            scope: wanted.scope,
            redirect_uri: found.asked.redirect_uri,
            is_meant: known.is_none_or(|known| known.is_meant),
        }))),
        // Whom the client did not mean, it does not get (OpenID Connect Core §3.1.2.1).
        Next::Ask if known.is_some_and(|known| !known.is_meant) => {
            let problem = Problem::new(Code::LoginRequired, "another person is signed in");
            Ok(GoneOn::Leave(refused(cx, &found.asked, &problem)))
        }
        Next::Ask | Next::Answer => {
            let request = Some(found.id);
            let given = Answer { client: &client, asked: &found.asked, scope: &wanted.scope, session, request };
            Ok(answer(cx, &given).await?.map_or(GoneOn::Stuck(Stuck::Over), GoneOn::Leave))
        }
    }
}

/// The client hears that the person does not want it.
async fn refuse_it(cx: &Cx, client: &Client, found: &Found, session: &CustomerSession) -> Result<GoneOn, Fault> {
    let tx = cx.begin().await?;
    if !take(&tx, found.id).await? {
        return Ok(GoneOn::Stuck(Stuck::Over));
    }
    cx.audit(&tx, events::REFUSED.about(client.id).of_account(session.account)).await?;
    tx.commit().await?;
    let problem = Problem::new(Code::AccessDenied, "the person said no");
    Ok(GoneOn::Leave(refused(cx, &found.asked, &problem)))
}
