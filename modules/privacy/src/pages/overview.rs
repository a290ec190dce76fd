//! `/account/privacy`: the statements that are in force where the customer is, and what they answered (PRI-4, PRI-7).

use super::parts::answer_badge;
use super::{ASK, reading_page, receipt_page};
use crate::queries::ledger::{self, Answered};
use crate::queries::standing::{Standing, standings, texts_for};
use crate::tables::statement_text;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Visit};
use std::collections::HashMap;

pub(super) async fn show(customer: Customer) -> Result<Done, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let (cx, t) = (&visit.cx, texts(visit.lang()));
    let standings = standings(cx, session.account, session.country.as_deref()).await?;
    let versions: Vec<Uuid> = standings.iter().map(|standing| standing.version.version).collect();
    let said = texts_for(cx, &versions, visit.lang()).await?;
    let answered = ledger::own(cx, session.account).await?;
    let is_due = standings.iter().any(|standing| standing.is_due);
    let notice = is_due.then(|| Notice::warn(t.msg_privacy_due()).action(t.msg_privacy_due_action(), ASK));
    let head = PageHead::new(t.msg_privacy_title()).lede(t.msg_privacy_lede());
    let rights = Panel::new(t.msg_privacy_rights()).text(t.msg_privacy_rights_text());
    let export = Button::link(t.msg_remains_export_link(), "/account/export");
    let delete = Button::link(t.msg_remains_delete_link(), "/account/delete");
    let sheet = Sheet::new(visit, t.msg_privacy_title(), head).notices(notice);
    visit.show(
        &sheet
            .with(&statements_panel(visit, &standings, &said))
            .with(&answers_panel(visit, &answered))
            .with(&rights.with(&Actions::new([export, delete]))),
    )
}

fn statements_panel(visit: &Visit, standings: &[Standing], said: &HashMap<Uuid, statement_text::Model>) -> Panel {
    let (lang, format) = (visit.lang(), visit.format());
    let t = texts(lang);
    let heads = [
        Head::new(t.msg_statement()),
        Head::new(t.msg_version()).end(),
        Head::new(t.msg_receipt_answer()),
        Head::actions(lang),
    ];
    let rows = standings.iter().filter_map(|standing| {
        let (version, text) = (&standing.version, said.get(&standing.version.version)?);
        let answer = match &standing.consent {
            Some(own) if !standing.is_due => {
                Cell::badge(&answer_badge(own.answer, lang)).sub(format.date(own.answered_at))
            }
            _ if standing.is_due => Cell::badge(&Badge::new(Tone::Warn, t.msg_answer_due())),
            _ => Cell::badge(&Badge::new(Tone::Neutral, t.msg_answer_none())),
        };
        let act = if standing.is_accepted() {
            Button::link(t.msg_withdraw(), format!("{ASK}/{}/withdraw", version.statement))
        } else {
            Button::link(t.msg_read_and_answer(), reading_page(version.version))
        };
        Some([
            Cell::link(&text.title, reading_page(version.version)).sub(version.kind.name(lang)),
            Cell::number(format.number(version.number)),
            answer,
            Cell::actions([act.small().about(&text.title)]),
        ])
    });
    let table = Table::new(t.msg_privacy_statements(), heads).rows(rows);
    Panel::new(t.msg_privacy_statements()).table_or(table, t.msg_privacy_no_statements())
}

fn answers_panel(visit: &Visit, answered: &[Answered]) -> Panel {
    let (lang, format) = (visit.lang(), visit.format());
    let t = texts(lang);
    let heads = [
        Head::new(t.msg_receipt_at()),
        Head::new(t.msg_statement()),
        Head::new(t.msg_receipt_answer()),
        Head::actions(lang),
    ];
    let rows = answered.iter().map(|one| {
        let receipt = Button::link(t.msg_receipt_open(), receipt_page(one.event.id)).small();
        [
            Cell::time(&format, one.event.at),
            Cell::text(&one.text.title).sub(t.msg_version_number(format.number(one.number))),
            Cell::badge(&answer_badge(one.event.answer, lang)),
            Cell::actions([receipt.about(&one.text.title)]),
        ]
    });
    let table = Table::new(t.msg_privacy_answers(), heads).rows(rows);
    Panel::new(t.msg_privacy_answers()).table_or(table, t.msg_privacy_no_answers())
}
