//! `/key-file`: the key file of a code, by mail (LIC-11); `/key-file/download`: the archive behind the mail's link; `/key-file/request`: a
//! device that is never online (LIC-32). No account is needed.

use super::carried_file::{CarriedFile, MOST_BYTES};
use super::saved;
use crate::actions::key_files::answer::{Proof, answer_request};
use crate::actions::key_files::ask::{self, AskKeyFile, ask_key_file};
use crate::actions::key_files::give_back::give_back;
use crate::actions::key_files::take::{TakeKeyFileRefusal, is_valid, take_key_file};
use crate::mails::key_file::PAGE as DOWNLOAD;
use crate::texts;
use axum::extract::{DefaultBodyLimit, Query};
use axum::handler::Handler as _;
use gatehouse_core::Refusal;
use gatehouse_formats::Receipt;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit, human};
use serde::Deserialize;

const BY_MAIL: &str = "/key-file";
const BY_HAND: &str = "/key-file/request";

/// Links tried from one network.
const LINKS: Budget = Budget::of_strangers(Limit { action: "licenses.key_file_link", burst: 30, seconds_each: 10 });
/// Files of devices from one network: 20 at once, then one every 30 seconds.
const UPLOADS: Budget =
    Budget::of_strangers(Limit { action: "licenses.key_file_request", burst: 20, seconds_each: 30 });

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| {
        doors.form(BY_MAIL, blank, send, ask::REQUESTS.forms).form(DOWNLOAD, look, take, LINKS).form(
            BY_HAND,
            by_hand,
            upload.layer(DefaultBodyLimit::max(MOST_BYTES)),
            UPLOADS,
        )
    })
}

async fn blank(visit: Visit) -> Result<Done, Halt> {
    visit.show(&page(&visit, &AskKeyFile::default(), &FormErrors::new())?)
}

/// Whatever is known of the code, the same page follows (ACC-6).
async fn send(visit: Visit, Posted(typed): Posted<AskKeyFile>) -> Result<Done, Halt> {
    let asked = ask_key_file(&visit.cx, &typed).await;
    let done = async |_| Ok(visit.go_saying(BY_MAIL, texts(visit.lang()).msg_key_page_sent()));
    Ok(visit.answer(asked, done, async |errors| page(&visit, &typed, &errors)).await?.secret())
}

fn page(visit: &Visit, typed: &AskKeyFile, errors: &FormErrors) -> Result<Card, Halt> {
    let t = texts(visit.lang());
    let email = Field::email("email", t.msg_key_page_email()).value(&typed.email);
    let form = PanelForm::in_card(BY_MAIL)
        .field(&code_field(visit, &typed.code).errors(errors))
        .field(&email.errors(errors))
        .field(&human::for_form(&visit.cx, ask::REQUESTS.form)?.errors(errors))
        .submit(t.msg_key_page_send());
    let card = Card::new(visit, t.msg_key_page_title(), errors).lede(t.msg_key_page_lede()).with(&form);
    Ok(card.way(t.msg_key_page_by_hand_text(), t.msg_key_page_by_hand(), BY_HAND))
}

fn code_field(visit: &Visit, code: &str) -> Field {
    let t = texts(visit.lang());
    Field::code("code", t.msg_customer_add_code())
        .hint(t.msg_customer_add_code_hint())
        .placeholder("XXXXX-XXXXX-XXXXX-XXXXX")
        .value(code)
        .max_length(128)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Taken {
    token: String,
}

/// Takes the token out of the address, then shows the button: a GET fetches nothing.
async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, DOWNLOAD, &link, async |token| {
        LINKS.check(&visit.cx)?.map_err(Halt::refused)?;
        if !is_valid(&visit.cx, &token).await? {
            return link_expired(&visit);
        }
        let t = texts(visit.lang());
        let form = PanelForm::in_card(DOWNLOAD).field(&Field::hidden("token", token)).submit(t.msg_key_take_button());
        let card =
            Card::new(&visit, t.msg_key_take_title(), &FormErrors::new()).lede(t.msg_key_take_lede()).with(&form);
        Ok(visit.show(&card)?.secret())
    })
    .await
}

async fn take(visit: Visit, Posted(form): Posted<Taken>) -> Result<Done, Halt> {
    LINKS.check(&visit.cx)?.map_err(Halt::refused)?;
    match take_key_file(&visit.cx, &form.token).await.unless_broken()? {
        Ok(archive) => Ok(saved::archive(archive)),
        Err(TakeKeyFileRefusal::Expired) => link_expired(&visit),
    }
}

fn link_expired(visit: &Visit) -> Result<Done, Halt> {
    let (refusal, t) = (TakeKeyFileRefusal::Expired, texts(visit.lang()));
    let card = Card::new(visit, refusal.text(visit.lang()), &FormErrors::new()).lede(t.msg_key_link_expired_next());
    visit.show_refused(&refusal, &card.way("", t.msg_key_page_title(), BY_MAIL))
}

async fn by_hand(visit: Visit) -> Result<Done, Halt> {
    visit.show(&hand_page(&visit, &FormErrors::new()))
}

/// A request is answered with a file to save; a receipt frees the seat, and the page says so.
async fn upload(visit: Visit, sent: CarriedFile) -> Result<Done, Halt> {
    UPLOADS.check(&visit.cx)?.map_err(Halt::refused)?;
    if Receipt::open(&sent.file).is_ok() {
        return match give_back(&visit.cx, &sent.file).await.unless_broken()? {
            Ok(freed) => {
                let t = texts(visit.lang());
                let said = if freed { t.msg_key_receipt_done() } else { t.msg_key_receipt_already() };
                Ok(visit.go_saying(BY_HAND, said))
            }
            Err(refusal) => again(&visit, &refusal),
        };
    }
    match Box::pin(answer_request(&visit.cx, &sent.file, Proof::Code(&sent.code))).await.unless_broken()? {
        Ok(answered) => {
            let name = format!("{}-answer.txt", answered.issued.file().serial);
            Ok(saved::saved(&name, "text/plain; charset=utf-8", answered.text.into_bytes()))
        }
        Err(refusal) => again(&visit, &refusal),
    }
}

fn again(visit: &Visit, refusal: &dyn Refusal) -> Result<Done, Halt> {
    visit.show_refused(refusal, &hand_page(visit, &FormErrors::of_refusal(refusal, visit.lang())))
}

fn hand_page(visit: &Visit, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let file = FileField::new("file", t.msg_key_request_file()).hint(t.msg_key_request_file_hint());
    let code = code_field(visit, "").hint(t.msg_key_request_code_hint()).optional(visit.lang());
    let form = PanelForm::in_card(BY_HAND)
        .with_file()
        .field(&file.errors(errors))
        .field(&code.errors(errors))
        .submit(t.msg_key_request_send());
    let card = Card::new(visit, t.msg_key_request_title(), errors).lede(t.msg_key_request_lede()).with(&form);
    card.way("", t.msg_key_page_title(), BY_MAIL)
}
