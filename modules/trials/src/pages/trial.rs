//! `/trial` and `/trial/{product}`: asking for a trial (LIC-22). No account is needed; who is signed in finds their name filled in.

use super::TRY;
use crate::actions::ask_trial::{self, AskTrial, ask_trial};
use crate::model::person::{NAME, PHONE};
use crate::queries::offered::{self, Offered};
use crate::texts;
use axum::extract::Path;
use gatehouse_accounts::contacts;
use gatehouse_brand::Link;
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Visit, human};

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.form(TRY, blank, ask, ask_trial::REQUESTS.forms).get("/trial/{product}", blank_of))
}

async fn blank(visit: Visit) -> Result<Done, Halt> {
    let typed = filled(&visit, String::new()).await?;
    visit.show(&page(&visit, &typed, &FormErrors::new()).await?)
}

/// The form with a product chosen; what is none, or cannot be tried, leads to all of them.
async fn blank_of(visit: Visit, Path(product): Path<String>) -> Result<Done, Halt> {
    let Some(product) = offered::by_code(&visit.cx, &product).await? else { return Ok(visit.go(TRY)) };
    let typed = filled(&visit, product.code).await?;
    visit.show(&page(&visit, &typed, &FormErrors::new()).await?)
}

/// With what is known of who is signed in.
async fn filled(visit: &Visit, product: String) -> Result<AskTrial, Halt> {
    let contact = match &visit.customer {
        Some(session) => contacts::contact(&visit.cx, visit.cx.read(), session.account).await?,
        None => None,
    };
    let Some(contact) = contact else { return Ok(AskTrial { product, ..AskTrial::default() }) };
    // Without a name the label is the address, which is nobody's name.
    let name = if contact.label.contains('@') { String::new() } else { contact.label };
    Ok(AskTrial { product, name, email: gatehouse_address::shown(&contact.to.email), ..AskTrial::default() })
}

/// Whatever is known of the address, the same page follows (ACC-6).
async fn ask(visit: Visit, Posted(typed): Posted<AskTrial>) -> Result<Done, Halt> {
    let asked = ask_trial(&visit.cx, &typed).await;
    let done = async |_| Ok(visit.go_saying(TRY, texts(visit.lang()).msg_trial_sent()));
    visit.answer(asked, done, async |errors| page(&visit, &typed, &errors).await).await
}

async fn page(visit: &Visit, typed: &AskTrial, errors: &FormErrors) -> Result<Card, Halt> {
    let t = texts(visit.lang());
    let products = offered::all(&visit.cx).await?;
    let card = Card::new(visit, t.msg_trial_title(), errors);
    if products.is_empty() {
        return Ok(card.lede(t.msg_trial_none()));
    }
    let mut form = PanelForm::in_card(TRY).field(&product_field(visit, &products, &typed.product, errors));
    let name = Field::text("name", t.msg_name()).max_length(limit(NAME)).value(&typed.name);
    let phone = Field::tel("phone", t.msg_phone()).max_length(limit(PHONE));
    form = form.field(&name.errors(errors)).field(&phone.value(&typed.phone).optional(visit.lang()).errors(errors));
    let email = Field::email("email", t.msg_email()).value(&typed.email);
    form = if visit.customer.is_some() {
        form.field(&email.readonly().hint(t.msg_trial_own_address()).errors(errors))
    } else {
        form.field(&email.hint(t.msg_trial_email_hint()).errors(errors))
            .field(&human::for_form(&visit.cx, ask_trial::REQUESTS.form)?.errors(errors))
    };
    form = form.field(&Paragraph::muted(t.msg_trial_data())).submit(t.msg_trial_ask());
    let card = card.lede(t.msg_trial_lede()).with(&form);
    let vendor = gatehouse_brand::of(&visit.cx.app);
    Ok(match vendor.link(Link::Privacy) {
        Some(notice) => card.way(t.msg_trial_privacy_text(), t.msg_trial_privacy(), notice),
        None => card,
    })
}

fn limit(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

fn product_field(visit: &Visit, products: &[Offered], chosen: &str, errors: &FormErrors) -> Select {
    let t = texts(visit.lang());
    let choice =
        |product: &Offered| Choice::new(product.code.as_str(), t.msg_trial_choice(&product.name, product.days));
    let select = Select::new("product", t.msg_product(), products.iter().map(choice));
    let select = if products.len() > 1 { select.first(t.msg_trial_choose()) } else { select };
    select.value(chosen).errors(errors)
}
