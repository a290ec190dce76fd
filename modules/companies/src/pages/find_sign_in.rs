//! `/sign-in/company`: the way to a company's own sign-in service by an address (COM-14). The answer goes by the address's domain alone: it is
//! the same whether there is an account or not.

use crate::queries::provider::{path, way_of};
use crate::texts;
use axum::extract::Query;
use axum::http::StatusCode;
use gatehouse_accounts::actions::by_company::WAYS;
use gatehouse_accounts::model::Email;
use gatehouse_accounts::signals::FIND_COMPANY;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::{Field, FormErrors};
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Done, Doors, Halt, Posted, Visit};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(FIND_COMPANY, show, find, WAYS))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
    next: String,
}

async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Done, Halt> {
    // An address does not come by a link.
    let typed = Typed { email: String::new(), ..typed };
    visit.show(&page(&visit, &typed, &FormErrors::new()))
}

async fn find(visit: Visit, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    WAYS.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = texts(visit.lang());
    let found = match Email::parse(&typed.email) {
        Ok(email) => way_of(visit.cx.read(), &email).await?,
        Err(_) => None,
    };
    match found {
        Some((_, provider)) => {
            let next =
                if typed.next.is_empty() { String::new() } else { format!("?next={}", query_escape(&typed.next)) };
            visit.leave(&format!("{}{next}", path(provider)))
        }
        None => {
            let errors = FormErrors::one("email", t.msg_find_sign_in_none());
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &typed, &errors))
        }
    }
}

fn page(visit: &Visit, typed: &Typed, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let email = Field::email("email", t.msg_join_email()).value(typed.email.as_str()).autocomplete("username");
    let form = PanelForm::in_card(FIND_COMPANY)
        .field(&email.errors(errors))
        .field(&Field::hidden("next", typed.next.as_str()))
        .submit(t.msg_find_sign_in_button());
    Card::new(visit, t.msg_find_sign_in_title(), errors).lede(t.msg_find_sign_in_lede()).with(&form).way(
        "",
        t.msg_sso_own_sign_in(),
        "/sign-in",
    )
}
