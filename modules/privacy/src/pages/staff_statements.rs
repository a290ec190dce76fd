//! `/staff/statements`: all statements, and a new one.

use super::version_page;
use crate::actions::add_statement::{AddStatement, Added, add_statement};
use crate::lists::Statements;
use crate::model::entry::NAME;
use crate::rights::{CLERKS, LOOKERS};
use crate::tables::statement::StatementKind;
use crate::texts;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

const LIST: &str = Statements::AT;
const NEW: &str = "/staff/statements/new";

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(LIST, list).get(Statements::FILE, file))
        .staff(CLERKS, |doors| doors.form(NEW, blank, add))
}

fn seen_by(staff: &Staff) -> Statements {
    Statements { may_add: staff.is_any_of(CLERKS) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, seen_by(&staff), &asked).await?;
    let mut head = PageHead::new(t.msg_nav_statements()).lede(t.msg_statements_lede());
    if staff.is_any_of(CLERKS) {
        head = head.action(Button::link(t.msg_statement_new(), NEW).icon(Icon::Plus).primary());
    }
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, seen_by(&staff), &asked).await
}

/// A form as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    kind: String,
    name: String,
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let typed = Typed { kind: StatementKind::Processing.word().to_owned(), ..Typed::default() };
    staff.visit.show(&form(&staff, &typed, &FormErrors::new()))
}

async fn add(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let added = add_statement(&visit.cx, &AddStatement { kind: typed.kind.clone(), name: typed.name.clone() }).await;
    let done = async |added: Added| {
        let edit = format!("{}/edit", version_page(added.statement, added.version));
        Ok(visit.go_saying(&edit, texts(visit.lang()).msg_statement_added()))
    };
    visit.answer(added, done, async |errors| Ok(form(&staff, &typed, &errors))).await
}

fn form(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let kinds = StatementKind::ALL.map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let name = Field::text("name", t.msg_statement_name()).hint(t.msg_statement_name_hint()).max_length(NAME);
    let form = PanelForm::new(NEW)
        .alone()
        .field(&name.value(&typed.name).errors(errors))
        .field(&Choices::one("kind", t.msg_statement_kind(), kinds).values(&[&typed.kind]).errors(errors))
        .button(Button::submit(t.msg_statement_add()).primary())
        .button(Button::link(t.msg_cancel(), LIST));
    let head = PageHead::new(t.msg_statement_new()).crumbs(lang, [(t.msg_nav_statements(), LIST)]);
    Sheet::new(visit, t.msg_statement_new(), head).narrow().errors(errors).with(&form)
}
