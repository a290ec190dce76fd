//! `/c/NAME/contracts`: the contracts of a company, a page for each with what is left of it, and its certificate (LIC-27, LIC-28).

use super::contract_paper::{self, lang_of};
use crate::lists::contracts::contract_badge;
use crate::lists::own_contracts::{CONTRACTS_AT, Ledger, OwnContracts};
use crate::mails::contract_news::renewal;
use crate::model::contract::{ContractState, END_STEPS, WhyStandard};
use crate::queries::contract_certificate::of_user;
use crate::queries::own_contracts::{OwnContract, find};
use crate::texts;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::{In, Member};
use gatehouse_companies::sessions::inside;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Sheet, Split};
use gatehouse_web::history;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .get(OwnContracts::AT, list)
            .get(OwnContracts::FILE, list_as_file)
            .get("/c/{company}/contracts/{contract}", show)
            .get("/c/{company}/contracts/{contract}/certificate.pdf", certificate)
            .get(Ledger::AT, ledger)
            .get(Ledger::FILE, ledger_file)
    })
}

/// A contract that the visitor sees; none: not found.
pub(super) async fn own(customer: &Customer, id: Uuid) -> Result<(In<'static, Member>, OwnContract), Halt> {
    let by = inside::<Member>(customer).await?;
    let found = find(&customer.visit.cx, &by, id).await?.ok_or(Halt::NotFound)?;
    Ok((by, found))
}

/// The address of its page.
pub(super) fn place(customer: &Customer, id: Uuid) -> String {
    format!("{}/{id}", customer.scope.path(CONTRACTS_AT))
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = OwnContracts::of(inside(&customer).await?, &customer.scope);
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let activate = list.activate().to_owned();
    let listed = Listed::of_address(visit, list, &asked).await?;
    let mut head = PageHead::new(t.msg_contracts()).lede(t.msg_contracts_lede());
    if !listed.is_blank() {
        head = head.action(Button::link(t.msg_contract_activate(), activate).icon(Icon::Plus));
    }
    listed.show(visit, head)
}

async fn list_as_file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, OwnContracts::of(inside(&customer).await?, &customer.scope), &asked).await
}

async fn show(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let (by, found) = own(&customer, id).await?;
    let (visit, lang, format) = (&customer.visit, customer.visit.lang(), customer.visit.format());
    let (t, row, now) = (texts(lang), &found.row, visit.cx.now());
    let here = place(&customer, id);
    let head = PageHead::new(row.name.as_str())
        .lede(row.number.as_str())
        .badge(contract_badge(row, now, lang))
        .crumbs(lang, [(t.msg_contracts(), customer.scope.path(CONTRACTS_AT))]);
    let is_over = row.is_over(now);
    let may_change = by.may(CompanyRight::ChangeSettings) && !is_over;
    let told = history::for_holder(&visit.cx, id, by.account()).await?;
    let mut split = Split::new()
        .main(&Panel::new("").with(&facts(&found, &format)))
        .main(&contacts(&found, may_change.then(|| format!("{here}/contacts")), lang))
        .main(&units(&found, &here, lang));
    if !told.is_empty() {
        split = split.main(&Panel::new(t.msg_contract_history()).with(&Timeline::new(told)));
    }
    split = split.beside(&contract_paper::panel(visit, &here));
    if !is_over && found.is_contact && by.may(CompanyRight::UseContract) && row.left() != Some(0) {
        let asked = gatehouse_web::support::ask(&customer.scope, "technical", &[("contract", &id.to_string())]);
        let ask = Button::link(t.msg_ask_new(), asked).icon(Icon::Help).primary();
        split = split.beside(&Panel::new("").with(&ask));
    }
    visit.show(&Sheet::new(visit, row.name.as_str(), head).notices(notices(&customer, &by, &found)).with(&split))
}

/// Why it cannot be used, or that it ends soon; with the way on.
fn notices(customer: &Customer, by: &In<'static, Member>, found: &OwnContract) -> Vec<Notice> {
    let (visit, row) = (&customer.visit, &found.row);
    let (t, lang, now) = (texts(visit.lang()), visit.lang(), visit.cx.now());
    let renew = || {
        let form = customer.scope.path("/requests/new");
        Button::link(t.msg_contract_renew(), address(&form, &renewal(row)))
    };
    if row.is_over(now) {
        let why = row.end_reason.map(|reason| t.msg_mail_contract_ended_why(reason.name(lang)));
        let notice = Notice::info(why.unwrap_or_else(|| t.msg_contract_is_over())).title(t.msg_contract_now_over());
        return vec![notice.button(renew())];
    }
    let mut all = Vec::new();
    let why = if row.starts_at > now {
        Some(WhyStandard::NotBegun)
    } else if row.left() == Some(0) {
        Some(WhyStandard::NothingLeft)
    } else if !by.may(CompanyRight::UseContract) {
        Some(WhyStandard::NoRight)
    } else if !found.is_contact {
        Some(WhyStandard::NoContact)
    } else {
        None
    };
    all.extend(why.map(|why| Notice::info(why.text(lang))));
    if row.ends_at <= now.plus(END_STEPS[0] * DAY) {
        let day = visit.format().date(row.ends_at);
        all.push(Notice::warn(t.msg_contract_ends_text()).title(t.msg_mail_contract_ends_title(day)).button(renew()));
    }
    all
}

fn facts(found: &OwnContract, format: &Format) -> KeyValues {
    let (t, row) = (texts(format.lang()), &found.row);
    let products = found.parts.products.iter().map(|product| product.name.as_str());
    let products = contract_paper::covered(products, format.lang());
    let left = match (row.left(), row.units) {
        (Some(left), _) if row.state == ContractState::Ended => Cell::number(format.number(left)),
        (Some(left), Some(units)) => {
            Cell::text(t.msg_contract_left_of(left, format.number(left), format.number(units)))
        }
        _ => Cell::text(t.msg_staff_units_unlimited()),
    };
    let critical = if row.critical { t.msg_contract_critical_yes() } else { t.msg_contract_critical_no() };
    KeyValues::new()
        .row(t.msg_level(), Cell::text(row.level.name(format.lang())))
        .row(t.msg_staff_units_left(), left)
        .row(t.msg_staff_starts(), Cell::date(format, row.starts_at))
        .row(t.msg_staff_ends(), Cell::date(format, row.ends_at))
        .row(t.msg_staff_products(), Cell::text(products))
        .row(t.msg_staff_contract_critical(), Cell::text(critical))
}

fn contacts(found: &OwnContract, change: Option<String>, lang: Lang) -> Panel {
    let t = texts(lang);
    let heads = [t.msg_staff_name(), t.msg_staff_email(), t.msg_staff_phone()].map(Head::new);
    let mut table = Table::new(t.msg_staff_contacts(), heads);
    for one in &found.parts.contacts {
        table.push([Cell::text(&one.name), Cell::text(gatehouse_address::shown(&one.email)), Cell::text(&one.phone)]);
    }
    let change = change.map(|place| Button::link(t.msg_staff_contacts_change(), place).icon(Icon::Edit).small());
    Panel::new(t.msg_staff_contacts()).id("contacts").button(change).table_or(table, t.msg_staff_contacts_none())
}

/// What happened to its units is a list of its own.
fn units(found: &OwnContract, here: &str, lang: Lang) -> Panel {
    let t = texts(lang);
    let open = Button::link(t.msg_contract_ledger_open(), format!("{here}/ledger")).small();
    let panel = Panel::new(t.msg_staff_ledger()).id("ledger").button(Some(open));
    match found.row.units {
        Some(_) => panel.text(t.msg_contract_ledger_text()),
        None => panel.text(t.msg_contract_ledger_unlimited()),
    }
}

async fn certificate(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let by = inside::<Member>(&customer).await?;
    let visit = &customer.visit;
    let lang = lang_of(visit, &asked);
    let cx = Cx { lang, ..visit.cx.clone() };
    let certificate = of_user(&cx, &by, id).await?.ok_or(Halt::NotFound)?;
    Ok(contract_paper::answer(&visit.cx, &certificate, lang).await?)
}

async fn ledger(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let (by, found) = own(&customer, id).await?;
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let above =
        [(t.msg_contracts(), customer.scope.path(CONTRACTS_AT)), (found.row.name.clone(), place(&customer, id))];
    let head = PageHead::new(t.msg_staff_ledger()).lede(t.msg_contract_ledger_text()).crumbs(visit.lang(), above);
    Listed::of_address(visit, Ledger::of(by, found, &customer.scope), &asked).await?.show(visit, head)
}

async fn ledger_file(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let (by, found) = own(&customer, id).await?;
    list_file(&customer.visit, Ledger::of(by, found, &customer.scope), &asked).await
}
