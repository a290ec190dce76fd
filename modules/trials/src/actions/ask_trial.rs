//! Somebody asks for a trial (LIC-22), with or without an account.
//!
//! The rule: the answer and its time are the same for everybody, whatever is known of the address (ACC-6): the request is stored, and a job
//! looks whether there may be a trial ([`super::answer_trial`]). Three an hour from a network. Who is signed in gives no address, and the
//! license comes into their account.

use crate::actions::counts::count;
use crate::actions::locked;
use crate::events::ASKED;
use crate::model::mailbox::{MAILBOX, mailbox};
use crate::model::person::{NAME, Person, phone};
use crate::model::state::{Step, TrialState};
use crate::queries::offered::{self, Offered};
use crate::tables::trial::{ActiveModel, Entity};
use gatehouse_accounts::contacts;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Personal, Refusal, Uuid};
use gatehouse_guard::human::HumanAnswer;
use gatehouse_guard::request::{RequestForm, RequestRefusal};
use gatehouse_guard::{Budget, Limit};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// From one network 3 are kept at once, then one each 20 minutes.
pub const REQUESTS: RequestForm = RequestForm {
    form: "trials.ask",
    job: "trials.answer",
    request: "trial",
    forms: Budget::of_strangers(Limit { action: "trials.ask_form", burst: 30, seconds_each: 10 }),
    kept: Budget::of_strangers(Limit { action: "trials.ask", burst: 3, seconds_each: 1_200 }),
};

/// What a visitor typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskTrial {
    /// The product's code.
    pub product: String,
    /// Who asks.
    pub name: String,
    /// Their telephone number; optional.
    pub phone: String,
    /// Their address; of somebody who is signed in, their account's is taken.
    pub email: String,
    /// The answer to the human check; not asked of who is signed in.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

/// Why nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AskTrialRefusal {
    /// Fields are wrong.
    Invalid(Invalid),
    /// Perhaps a program, or too many from this network.
    Request(RequestRefusal),
}

/// A request without what was wrong with it.
struct Checked {
    product: Offered,
    person: Person,
}

/// Stores a request; returns its id, which nobody is told.
pub async fn ask_trial(cx: &Cx, input: &AskTrial) -> Outcome<Uuid, AskTrialRefusal> {
    let account = cx.actor.account();
    let Checked { product, person } = check(cx, account, input).await?;
    let about = [product.id.as_bytes().as_slice(), person.email.0.as_bytes()].concat();
    let about = cx.app.keys.settled(MAILBOX, &about);
    let human = account.is_none().then_some((&input.human, about.as_slice()));
    let answer = REQUESTS.admit(cx, human).await?.or_refuse()?;
    let id = cx.id();
    let tx = cx.begin().await?;
    let key = subject::create(cx, &tx, id).await?;
    let sealed = person.seal(cx.app.random.as_ref(), &key, id)?;
    let version = peppers::writing(cx, &tx, MAILBOX).await?;
    let lookup = cx.app.keys.lookup_under(version, MAILBOX, mailbox(&person.email.0).as_bytes())?;
    let row = ActiveModel {
        id: Set(id),
        product_id: Set(product.id),
        state: Set(TrialState::Asked),
        account_id: Set(account),
        license_id: Set(None),
        name_sealed: Set(sealed.name),
        phone_sealed: Set(sealed.phone),
        email_sealed: Set(sealed.email),
        mailbox_lookup: Set(lookup.to_vec()),
        pepper_version: Set(version),
        lang: Set(cx.lang.tag().to_owned()),
        zone: Set(cx.zone.iana_name().map(str::to_owned)),
        given_again: Set(false),
        asked_at: Set(cx.now()),
        mailed_at: Set(None),
        activate_by: Set(None),
        activated_at: Set(None),
        ends_at: Set(None),
        told: Set(0),
        bought_at: Set(None),
        closed_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    REQUESTS.queue(cx, &tx, id).await?;
    let line = ASKED.about(id);
    cx.audit(
        &tx,
        match account {
            Some(account) => line.of_account(account),
            None => line,
        },
    )
    .await?;
    count(cx, &tx, product.id, Step::Asked, 1).await?;
    tx.commit().await?;
    answer.wait().await;
    Ok(id)
}

async fn check(cx: &Cx, account: Option<Uuid>, input: &AskTrial) -> Outcome<Checked, AskTrialRefusal> {
    let mut reader = Reader::default();
    let product = offered::by_code(cx, &input.product).await?;
    if product.is_none() {
        reader.wrong("product", if input.product.trim().is_empty() { Wrong::Required } else { Wrong::Unknown });
    }
    let name = reader.line("name", &input.name, NAME);
    let phone = phone(&mut reader, &input.phone);
    let email = match account {
        Some(account) => own_address(cx, account).await?,
        // As it is written: mails go there.
        None => reader.email("email", &input.email).map(|email| email.written().to_owned()).unwrap_or_default(),
    };
    if email.is_empty() && account.is_some() {
        // Who signs in with a plain login has no mailbox.
        reader.wrong("email", Wrong::NoContact);
    }
    reader.finish(()).or_refuse()?;
    let product = product.ok_or_else(|| Fault::new("a product without a mistake is missing"))?;
    Ok(Checked { product, person: Person { name: Personal(name), phone: Personal(phone), email: Personal(email) } })
}

async fn own_address(cx: &Cx, account: Uuid) -> Result<String, Fault> {
    let contact = contacts::contact(cx, cx.read(), account).await?;
    Ok(contact.map(|contact| contact.to.email).filter(|email| email.contains('@')).unwrap_or_default())
}

/// Whether a request still waits for its answer, held.
pub(crate) async fn waiting(tx: &gatehouse_db::Tx, id: Uuid) -> Result<Option<crate::tables::trial::Model>, Fault> {
    Ok(locked(tx, id).await?.filter(|row| row.state == TrialState::Asked))
}
