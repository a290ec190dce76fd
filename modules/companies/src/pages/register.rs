//! `/companies/register`: registering with a company (COM-1), and the page after it.

use super::{fields, ways};
use crate::actions::registrations::register::{FORM, LARGEST_FILE, Register, RegisterRefusal, register};
use crate::actions::registrations::send_again::{self, SendAgainRefusal};
use crate::model::joining_form::{COMPANY, Typed};
use crate::signals::SharedLicenseProof;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::Email;
use gatehouse_context::sealed_token;
use gatehouse_core::{HOUR, Secret};
use gatehouse_guard::human::HumanAnswer;
use gatehouse_privacy::queries::registration::{AtRegistration, at_registration};
use gatehouse_signin::Browser;
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Filled, Halt, Posted, UnlessBroken as _, Visit, human};
use serde::Deserialize;

/// Where it is.
pub(crate) const PATH: &str = "/companies/register";
const SENT: &str = "/companies/register/sent";
const AGAIN: &str = "/companies/register/again";
/// What remains for who does not accept.
pub(super) const WITHOUT: &str = "/companies/register/without";
/// What a form of a whole file needs around it.
pub(super) const LARGEST_BODY: usize = LARGEST_FILE + 32 * 1024;

const PURPOSE: &str = "companies.sent_address";
/// As long as the page after the form sends again.
const SENT_LIFE: i64 = HOUR;

/// Shows the form; who belongs to a company is led there.
pub(super) async fn form(visit: Visit) -> Result<Done, Halt> {
    is_there(&visit)?;
    if let Some(company) = &visit.company {
        return Ok(visit.go(&format!("/c/{}", company.word)));
    }
    let email = match &visit.customer {
        Some(session) => contacts::contact(&visit.cx, visit.cx.read(), session.account).await?,
        None => None,
    };
    let email = email.map(|contact| gatehouse_address::shown(&contact.to.email)).unwrap_or_default();
    let typed = Typed { email, ..Typed::default() };
    visit.show(&page(&visit, &typed, "", &FormErrors::new()).await?)
}

/// Without a module that knows licenses nobody can register with one.
fn is_there(visit: &Visit) -> Result<(), Halt> {
    visit.cx.service::<SharedLicenseProof>().map(drop).map_err(|_| Halt::NotFound)
}

/// Registers. Whatever is known of the address, the same page follows (ACC-6).
pub(super) async fn submit(visit: Visit, sent: Filled) -> Result<Done, Halt> {
    is_there(&visit)?;
    let asked = at_registration(&visit.cx, visit.lang()).await?;
    let (typed, code) = (typed(&sent, &asked), sent.field("code").to_owned());
    if sent.file.len() > LARGEST_FILE {
        return Err(Halt::TooLarge);
    }
    let input = Register {
        typed,
        code: Secret::new(code.clone()),
        file: sent.file.to_vec(),
        file_name: sent.name.clone(),
        human: HumanAnswer {
            human_token: sent.field("human_token").to_owned(),
            human_nonce: sent.field("human_nonce").to_owned(),
            human_picture: sent.field("human_picture").to_owned(),
        },
    };
    let browser = Browser::known_or_new(&visit);
    match register(&visit.cx, &input, &browser).await.unless_broken()? {
        Ok(email) => {
            let to = seal(&visit, &email)?;
            Ok(browser.keep(&visit, visit.go(&format!("{SENT}?to={to}"))))
        }
        Err(refusal) => {
            let is_license = matches!(refusal, RegisterRefusal::License(_));
            let again = async |errors: FormErrors| {
                let card = page(&visit, &input.typed, &code, &errors).await?;
                Ok(if is_license { no_license(&visit, card) } else { card })
            };
            visit.again(&refusal, again).await
        }
    }
}

fn typed(sent: &Filled, asked: &[AtRegistration]) -> Typed {
    let text = |name: &str| sent.field(name).to_owned();
    let boxes = asked.iter().map(|one| crate::model::joining_form::box_of(one.version));
    Typed {
        first_name: text("first_name"),
        last_name: text("last_name"),
        first_reading: text("first_reading"),
        last_reading: text("last_reading"),
        company: text("company"),
        email: text("email"),
        country: text("country"),
        branch: String::new(),
        zone: text("zone"),
        survey: text("survey"),
        boxes: boxes.map(|name| (name.clone(), text(&name))).collect(),
    }
}

async fn page(visit: &Visit, typed: &Typed, code: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = texts(lang);
    let asked = at_registration(&visit.cx, lang).await?;
    let form = PanelForm::in_card(PATH).with_file();
    let form = fields::names(form, lang, typed, errors);
    let company = Field::text("company", t.msg_company_name()).max_length(COMPANY).value(&typed.company);
    let form = form
        .field(&company.autocomplete("organization").hint(t.msg_register_company_hint()).errors(errors))
        .field(&Field::email("email", t.msg_company_email()).value(&typed.email).errors(errors));
    let form = fields::country(form, lang, typed, errors)
        .field(&Field::code("code", t.msg_join_code()).value(code).hint(t.msg_join_code_hint()).errors(errors).plain())
        .field(
            &FileField::new("file", t.msg_join_key_file())
                .hint(t.msg_join_key_file_hint())
                .accept(".key,.json")
                .errors(errors),
        );
    let form = fields::statements(form, lang, &asked, typed, errors);
    let form = fields::kept(fields::survey(form, lang, typed), lang)
        .field(&Field::hidden_time_zone("zone"))
        .field(&human::for_form(&visit.cx, FORM)?.errors(errors))
        .submit(t.msg_join_register());
    let card = Card::new(visit, t.msg_register_title(), errors).lede(t.msg_register_lede()).with(&form);
    let card = if asked.is_empty() { card } else { card.way("", t.msg_without_title(), WITHOUT) };
    Ok(card.way(t.msg_register_known(), t.msg_join_sign_in(), "/sign-in?next=/companies/joining").way(
        t.msg_register_alone(),
        t.msg_register_alone_link(),
        "/register",
    ))
}

/// Dead end 1: the code or key file cannot be used; who sold it can say why.
fn no_license(visit: &Visit, card: Card) -> Card {
    let t = texts(visit.lang());
    ways::help(visit, card.way(t.msg_license_seller(), t.msg_license_seller_link(), "/seller"))
}

/// Dead end 16: what remains for who does not accept the statements.
pub(super) async fn without(visit: Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let remains = [t.msg_without_products(), t.msg_without_invited(), t.msg_without_ask()];
    let card = Card::new(&visit, t.msg_without_title(), &FormErrors::new())
        .lede(t.msg_without_lede())
        .with(&Points::new(t.msg_without_remains(), remains))
        .with(&Button::link(t.msg_without_again(), PATH).primary().wide());
    visit.show(&ways::help(&visit, card))
}

/// To whom the mail went: sealed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SentTo {
    to: String,
}

fn seal(visit: &Visit, email: &Email) -> Result<String, Halt> {
    Ok(sealed_token::seal(&visit.cx, PURPOSE, visit.cx.now().plus(SENT_LIFE), email.written().as_bytes())?)
}

fn opened(visit: &Visit, to: &str) -> Option<Email> {
    let address = sealed_token::open(&visit.cx, PURPOSE, SENT_LIFE, to)?;
    Email::parse(std::str::from_utf8(&address).ok()?).ok()
}

/// "Check your email": what was done, and what to do when nothing comes.
pub(super) async fn sent(visit: Visit, Query(SentTo { to }): Query<SentTo>) -> Result<Done, Halt> {
    visit.show(&sent_page(&visit, &to, &FormErrors::new()))
}

fn sent_page(visit: &Visit, to: &str, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let lines = [t.msg_sent_delay(), t.msg_sent_spam(), t.msg_sent_known(), t.msg_sent_typing()];
    let email = opened(visit, to);
    let text = match &email {
        Some(email) => t.msg_sent_to(gatehouse_address::shown(email.written())),
        None => t.msg_sent_plain(),
    };
    let card = Card::new(visit, t.msg_sent_title(), errors).lede(text).with(&Points::new(t.msg_sent_nothing(), lines));
    let card = match email {
        Some(_) => {
            let again = Button::submit(t.msg_sent_again()).wide();
            card.with(&PanelForm::in_card(AGAIN).field(&Field::hidden("to", to)).field(&again))
        }
        None => card,
    };
    card.with(&Button::link(t.msg_register_anew(), PATH).quiet().wide())
}

/// Sends the mail again.
pub(super) async fn again(visit: Visit, Posted(SentTo { to }): Posted<SentTo>) -> Result<Done, Halt> {
    let Some(email) = opened(&visit, &to) else { return Ok(visit.go(PATH)) };
    match send_again::send_again(&visit.cx, &email).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&format!("{SENT}?to={to}"), texts(visit.lang()).msg_sent_again_done())),
        Err(SendAgainRefusal::Dead(_)) => Ok(visit.go(PATH)),
        Err(refusal) => visit.again(&refusal, async |errors| Ok(sent_page(&visit, &to, &errors))).await,
    }
}
