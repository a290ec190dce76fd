//! Somebody asks for the key file of a code, without an account (LIC-11).
//!
//! The rule: the answer and its time are the same for every code in due form and every address (ACC-6). The request is stored under seal, and a
//! job looks whether there is such a license ([`super::mail`]).

use crate::tables::key_file_ask::{ActiveModel, Entity};
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Secret, Uuid};
use gatehouse_formats::ActivationCode;
use gatehouse_guard::human::HumanAnswer;
use gatehouse_guard::request::{RequestForm, RequestRefusal};
use gatehouse_guard::{Budget, Limit};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::seat_refusal::Mistyped;

/// From one network 5 are kept at once, then one each 12 minutes.
pub const REQUESTS: RequestForm = RequestForm {
    form: "licenses.key_file",
    job: "licenses.key_file_mail",
    request: "ask",
    forms: Budget::of_strangers(Limit { action: "licenses.key_file_form", burst: 30, seconds_each: 10 }),
    kept: Budget::of_strangers(Limit { action: "licenses.key_file", burst: 5, seconds_each: 720 }),
};
/// What requests are sealed for.
const SEALED: &str = "licenses.key_file_ask";

/// What a visitor typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskKeyFile {
    /// The activation code.
    pub code: String,
    /// Where the link goes.
    pub email: String,
    /// The answer to the human check.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

/// Why nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AskKeyFileRefusal {
    /// The code is mistyped, whatever license it may be of.
    #[refusal(field = "code")]
    Code(Mistyped),
    /// Fields are wrong.
    Invalid(Invalid),
    /// Perhaps a program, or too many from this network.
    Request(RequestRefusal),
}

/// A request as it lies under seal.
#[derive(Serialize, Deserialize)]
pub(super) struct Asked {
    pub code: String,
    pub email: String,
    /// Where the form was sent from, as the log tells it: a decoy code raises the alarm with it (LIC-4).
    #[serde(default)]
    pub network: Option<String>,
}

/// Stores the request; returns its id, which nobody is told.
pub async fn ask_key_file(cx: &Cx, input: &AskKeyFile) -> Outcome<Uuid, AskKeyFileRefusal> {
    let code = Secret::new(input.code.clone());
    ActivationCode::parse(code.expose()).map_err(Mistyped).or_refuse()?;
    let email = address(&input.email).or_refuse()?;
    let about = cx.app.keys.settled(SEALED, email.as_bytes());
    let answer = REQUESTS.admit(cx, Some((&input.human, about.as_slice()))).await?.or_refuse()?;
    let id = cx.id();
    let asked = Asked { code: code.expose().clone(), email, network: cx.network.clone() };
    let sealed = cx.app.keys.seal_for(SEALED, &serde_json::to_vec(&asked)?, cx.app.random.as_ref())?;
    let row = ActiveModel {
        id: Set(id),
        asked_sealed: Set(Some(sealed)),
        lang: Set(cx.lang.tag().to_owned()),
        zone: Set(cx.zone.iana_name().map(str::to_owned)),
        key_file_id: Set(None),
        token_lookup: Set(None),
        asked_at: Set(cx.now()),
        mailed_at: Set(None),
        taken_at: Set(None),
    };
    let tx = cx.begin().await?;
    Entity::insert(row).exec_without_returning(&*tx).await?;
    REQUESTS.queue(cx, &tx, id).await?;
    tx.commit().await?;
    answer.wait().await;
    Ok(id)
}

/// Opens a stored request; `None`: it is answered, or was sealed with keys that are gone.
pub(super) fn open(cx: &Cx, sealed: Option<&[u8]>) -> Result<Option<Asked>, Fault> {
    let Some(text) = sealed.and_then(|sealed| cx.app.keys.open_for(SEALED, sealed)) else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&text)?))
}

/// As it is written: the mail goes there.
fn address(typed: &str) -> Result<String, Invalid> {
    let mut reader = Reader::default();
    let email = reader.email("email", typed);
    reader.finish(email.map(|email| email.written().to_owned()).unwrap_or_default())
}
