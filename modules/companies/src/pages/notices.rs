//! `/c/NAME/notices`: which mails about the company an administrator gets (COM-13).

use crate::actions::choose_notices::choose_notices;
use crate::model::notice::NoticeKind;
use crate::rights::Administrator;
use crate::sessions::{inside, membership};
use crate::texts;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

/// Where it is below a company's word.
pub(crate) const PAGE: &str = "/notices";

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/c/{company}/notices", show, save))
}

/// The ticks.
#[derive(Deserialize)]
struct Ticked {
    #[serde(default)]
    notify: Vec<String>,
}

async fn show(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Administrator>(&customer).await?;
    let found = membership(&customer).ok_or(Halt::NotFound)?;
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, company) = (texts(lang), found.company());
    let off = found.member().notices_off;
    let on: Vec<&str> = NoticeKind::of(by.rights()).filter(|kind| !kind.is_off(off)).map(NoticeKind::word).collect();
    let kinds = NoticeKind::of(by.rights()).map(|kind| Choice::new(kind.word(), kind.text(lang)));
    let boxes = Choices::several("notify", t.msg_notices_legend(), kinds).values(&on).hint(t.msg_notices_hint());
    let form =
        PanelForm::new(customer.scope.path(PAGE)).field(&boxes).button(Button::submit(t.msg_settings_save()).primary());
    let mut panel = Panel::new("").with(&form);
    if by.is_owner() {
        panel = panel.text(t.msg_notices_owner());
    }
    let above = [(company.name.clone(), customer.scope.path(""))];
    let head = PageHead::new(t.msg_notices()).crumbs(lang, above).lede(t.msg_notices_lede());
    visit.show(&Sheet::new(visit, t.msg_notices(), head).narrow().with(&panel))
}

/// Saves it; words that are not known are passed over.
async fn save(customer: Customer, Posted(form): Posted<Ticked>) -> Result<Done, Halt> {
    let (visit, company) = (&customer.visit, customer.scope.company().ok_or(Halt::NotFound)?.id);
    let on: Vec<NoticeKind> = form.notify.iter().filter_map(|word| NoticeKind::from_word(word)).collect();
    choose_notices(&visit.cx, company, &on).await?;
    Ok(visit.go_saying(&customer.scope.path(PAGE), texts(visit.lang()).msg_notices_saved()))
}
