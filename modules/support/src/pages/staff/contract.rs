//! `/staff/contracts`: the contracts of companies, and what is left of each (LIC-27).

use crate::actions::set_contacts::{TypedContacts, set_contacts};
use crate::actions::take_contract_certificate::take_contract_certificate;
use crate::lists::contracts::{Contracts, contract_badge};
use crate::model::contact_lines::{as_lines, of_lines};
use crate::model::contract::ContractState;
use crate::pages::contract_paper::{self, lang_of};
use crate::queries::contracts::ContractView;
use crate::rights::{CLERKS, LOOKERS};
use crate::texts;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::history;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| {
            doors
                .get(Contracts::AT, list)
                .get(Contracts::FILE, file)
                .get("/staff/contracts/{id}", show)
                .get("/staff/contracts/{id}/certificate.pdf", certificate)
        })
        .staff(CLERKS, |doors| doors.form("/staff/contracts/{id}/contacts", edit, save))
}

/// The address of a contract's page.
pub(super) fn place(id: Uuid) -> String {
    format!("{}/{id}", Contracts::AT)
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let mut head = PageHead::new(t.msg_contracts()).lede(t.msg_staff_contracts_lede());
    if staff.is_any_of(CLERKS) {
        head = head.action(Button::link(t.msg_staff_contract_new(), "/staff/contracts/new").icon(Icon::Plus).primary());
    }
    Listed::of_address(&staff.visit, Contracts, &asked).await?.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Contracts, &asked).await
}

pub(super) async fn seen(staff: &Staff, id: Uuid) -> Result<Seen<ContractView>, Halt> {
    Seen::<ContractView>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let row = &view.row;
    let requests = address("/staff/requests", &[("contract", &id.to_string()), ("status", "all")]);
    let mut head = PageHead::new(row.number.as_str())
        .lede(row.name.as_str())
        .badge(contract_badge(row, visit.cx.now(), lang))
        .crumbs(lang, [(t.msg_contracts(), Contracts::AT)])
        .action(Button::link(t.msg_requests(), requests));
    if staff.is_any_of(CLERKS) {
        head = head
            .action(Button::link(t.msg_staff_contacts_change(), format!("{}/contacts", place(id))).icon(Icon::Edit));
        if row.state != ContractState::Ended {
            head = head.action(Button::link(t.msg_staff_contract_change(), format!("{}/change", place(id))));
        }
    }
    let told = history::for_staff(&visit.cx, id).await?;
    let sheet = Sheet::new(visit, row.number.as_str(), head)
        .with(&Panel::new("").with(&facts(&view, &format)))
        .with(&contacts(&view, lang))
        .with(&ledger(&view, &format))
        .with(&contract_paper::panel(visit, &place(id)))
        .with(&Panel::new(t.msg_staff_history()).with(&Timeline::new(told)));
    visit.show(&sheet)
}

fn facts(view: &ContractView, format: &Format) -> KeyValues {
    let t = texts(format.lang());
    let row = &view.row;
    let units = row.units.map_or_else(
        || Cell::text(t.msg_staff_units_unlimited()),
        |units| Cell::number(format!("{} / {}", format.number(row.left().unwrap_or_default()), format.number(units))),
    );
    let products = contract_paper::covered(view.products.iter().map(|product| product.name.as_str()), format.lang());
    let facts = KeyValues::new()
        .row(t.msg_staff_company(), Cell::link(&view.company, format!("/staff/companies/{}", row.company_id)))
        .row(t.msg_level(), Cell::text(row.level.name(format.lang())))
        .row(t.msg_staff_units_left(), units)
        .row(t.msg_staff_contract_critical(), Cell::text(if row.critical { t.msg_yes() } else { t.msg_staff_no() }))
        .row(t.msg_staff_products(), Cell::text(products))
        .row(t.msg_staff_starts(), Cell::date(format, row.starts_at))
        .row(t.msg_staff_ends(), Cell::date(format, row.ends_at))
        .row(t.msg_contract_max_contacts(), Cell::number(format.number(row.max_contacts)))
        .row(
            t.msg_contract_issue(),
            Cell::text(t.msg_contract_issue_of(format.number(row.issue), format.date(row.issued_at))),
        );
    let facts = match row.end_reason {
        Some(reason) => facts.row(t.msg_reason(), Cell::text(reason.name(format.lang()))),
        None => facts,
    };
    match row.request_id {
        Some(id) => {
            let request = Cell::link(t.msg_staff_show(), crate::lists::staff_requests::place(id));
            facts.row(t.msg_contract_asked_by(), request)
        }
        None => facts,
    }
}

fn contacts(view: &ContractView, lang: Lang) -> Panel {
    let t = texts(lang);
    let mut table = Table::new(
        t.msg_staff_contacts(),
        [t.msg_staff_name(), t.msg_staff_email(), t.msg_staff_phone()].map(Head::new),
    );
    for one in &view.contacts {
        table.push([Cell::text(&one.name), Cell::text(gatehouse_address::shown(&one.email)), Cell::text(&one.phone)]);
    }
    Panel::new(t.msg_staff_contacts()).id("contacts").table_or(table, t.msg_staff_contacts_none())
}

/// Every unit: given, held, used, given back.
fn ledger(view: &ContractView, format: &Format) -> Panel {
    let t = texts(format.lang());
    let heads =
        [t.msg_staff_at(), t.msg_staff_ledger_what(), t.msg_ledger_units(), t.msg_staff_units_left(), t.msg_request()];
    let mut table = Table::new(t.msg_staff_ledger(), heads.map(Head::new));
    for line in &view.ledger {
        let request = line
            .request_id
            .map_or_else(Cell::none, |id| Cell::link(t.msg_staff_show(), crate::lists::staff_requests::place(id)));
        table.push([
            Cell::time(format, line.at),
            match line.reason {
                Some(reason) => Cell::text(line.kind.name(format.lang())).sub(reason.name(format.lang())),
                None => Cell::text(line.kind.name(format.lang())),
            },
            Cell::number(format.number(line.units)),
            line.left_after.map_or_else(Cell::none, |left| Cell::number(format.number(left))),
            request,
        ]);
    }
    Panel::new(t.msg_staff_ledger()).id("ledger").table_or(table, t.msg_staff_ledger_none())
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let typed = TypedContacts { contacts: as_lines(&view.contacts), ..TypedContacts::default() };
    staff.visit.show(&contacts_page(&staff, &view, &typed, &FormErrors::new()))
}

fn contacts_page(staff: &Staff, view: &ContractView, typed: &TypedContacts, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let field = TextArea::new("contacts", t.msg_staff_contacts()).hint(t.msg_staff_contacts_hint()).rows(8);
    let form = PanelForm::new("")
        .alone()
        .field(&field.value(&typed.contacts).errors(errors))
        .field(&Field::hidden("version", view.row.version.to_string()))
        .button(Button::submit(t.msg_staff_save()).primary())
        .button(Button::link(t.msg_staff_back(), place(view.row.id)));
    let above = [(t.msg_contracts(), Contracts::AT.to_owned()), (view.row.number.clone(), place(view.row.id))];
    let head = PageHead::new(t.msg_staff_contacts_change()).crumbs(lang, above);
    Sheet::new(visit, t.msg_staff_contacts_change(), head).narrow().errors(errors).with(&form)
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<TypedContacts>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let saved = set_contacts(&visit.cx, id, &of_lines(&typed.contacts), typed.version.parse().ok()).await;
    let done = async |_: Uuid| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_saved()));
    let again = async |errors: FormErrors| {
        let view = seen(&staff, id).await?;
        Ok(contacts_page(&staff, &view, &typed, &errors))
    };
    visit.answer(saved, done, again).await
}

async fn certificate(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let lang = lang_of(visit, &asked);
    let taken = take_contract_certificate(&Cx { lang, ..visit.cx.clone() }, id).await.unless_broken()?;
    Ok(contract_paper::answer(&visit.cx, &taken.map_err(Halt::refused)?, lang).await?)
}
