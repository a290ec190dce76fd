//! `/licenses/devices`: the devices of an account, and below a company's word those of all its licenses, and when they were seen last (LIC-15);
//! `/licenses/{license}/devices/{activation}/together`: freeing the records of a computer that was installed anew.

use crate::actions::deactivate_device::{MOST_TOGETHER, deactivate_devices};
use crate::lists::{CompanyDevices, CustomerDevices, shown_name};
use crate::model::behalf::Behalf;
use crate::pages::behalf::Whose;
use crate::pages::company::manager;
use crate::queries::customer_license;
use crate::queries::device_list::{DeviceRow, of_computer};
use crate::queries::rescues::{self, Budget};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{List, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, Scope};

pub(super) fn doors() -> Doors {
    Doors::new().owners(|doors| {
        doors.get(CustomerDevices::AT, list).get(CustomerDevices::FILE, file).form(
            "/licenses/{license}/devices/{activation}/together",
            ask,
            free,
        )
    })
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (cx, scope) = (&customer.visit.cx, &customer.scope);
    match scope {
        Scope::Personal => shown(&customer, CustomerDevices::of(cx, customer.session.account).await?, &asked).await,
        Scope::Company(_) => {
            shown(&customer, CompanyDevices::of(cx, manager(&customer).await?, scope).await?, &asked).await
        }
    }
}

async fn shown<L: List>(customer: &Customer, list: L, asked: &Asked) -> Result<Done, Halt> {
    let (visit, whose) = (&customer.visit, Whose::of(customer).await?);
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let listed = Listed::of_address(visit, list, asked).await?;
    let lede = match whose.behalf {
        Behalf::Own => t.msg_devices_lede(),
        Behalf::Company(_) => t.msg_devices_lede_company(),
    };
    let head = whose.list_head(lang, t.msg_customer_devices()).lede(lede);
    let sheet = listed.sheet(visit, head);
    let license = Uuid::parse_str(listed.wanted().value("license")).ok();
    let held = match license {
        Some(license) => customer_license::held_by(&visit.cx, whose.holder, license).await?,
        None => None,
    };
    let sheet = match held {
        Some(license) => sheet.with(&budget_panel(rescues::budget(&visit.cx, &license).await?, &visit.format())),
        None => sheet,
    };
    listed.done(visit, &sheet)
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, scope) = (&customer.visit, &customer.scope);
    match scope {
        Scope::Personal => {
            list_file(visit, CustomerDevices::of(&visit.cx, customer.session.account).await?, &asked).await
        }
        Scope::Company(_) => {
            list_file(visit, CompanyDevices::of(&visit.cx, manager(&customer).await?, scope).await?, &asked).await
        }
    }
}

/// How often seats of the license can still be freed here.
pub(in crate::pages) fn budget_panel(budget: Budget, format: &Format) -> Panel {
    let t = texts(format.lang());
    let panel = Panel::new(t.msg_seat_budget()).id("budget");
    if budget.whole == 0 {
        return panel.text(t.msg_seat_on_device_only());
    }
    let panel = panel.text(t.msg_seat_budget_text(budget.whole, format.number(budget.spent)));
    match budget.wait {
        Some(until) => panel.text(t.msg_seat_budget_wait(format.date(until))),
        None => panel,
    }
}

/// Where the devices of a license are.
fn devices_of(whose: &Whose, license: Uuid) -> String {
    match whose.behalf {
        Behalf::Own => CustomerDevices::of_license(license),
        Behalf::Company(_) => format!("{}#devices", whose.page(license)),
    }
}

/// What was ticked.
#[derive(Default)]
struct Ticked {
    records: Vec<Uuid>,
}

impl Ticked {
    fn of(typed: &[(String, String)]) -> Self {
        let records = typed.iter().filter(|(name, _)| name == "record");
        Self { records: records.filter_map(|(_, id)| Uuid::parse_str(id).ok()).take(MOST_TOGETHER).collect() }
    }
}

async fn page(
    customer: &Customer,
    [license, device]: [Uuid; 2],
    ticked: Option<&Ticked>,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, whose) = (&customer.visit, Whose::of(customer).await?);
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let product = whose.product(customer, license).await?;
    let records = of_computer(&visit.cx, whose.holder, license, device).await?;
    if records.is_empty() {
        return Err(Halt::NotFound);
    }
    let choice = |row: &DeviceRow| {
        let (seat, format) = (&row.device.row, visit.format());
        let label =
            t.msg_devices_record(shown_name(row, lang), format.date(seat.activated_at), format.date(seat.last_seen_at));
        Choice::new(seat.id.to_string(), label)
    };
    let all: Vec<String> = records.iter().map(|row| row.device.row.id.to_string()).collect();
    let chosen = ticked.map_or(all, |ticked| ticked.records.iter().map(Uuid::to_string).collect());
    let records = Choices::several("record", t.msg_devices_records(), records.iter().take(MOST_TOGETHER).map(choice));
    let form = PanelForm::new("")
        .alone()
        .field(&Notice::warn(t.msg_devices_together_text()))
        .field(&records.values(&chosen).errors(errors))
        .button(Button::submit(t.msg_devices_remove_together()).danger())
        .button(Button::link(t.msg_customer_cancel(), devices_of(&whose, license)));
    let title = t.msg_devices_together_title();
    let head = whose.head(lang, &title, product, license);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn ask(customer: Customer, Ids(ids): Ids<2>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, ids, None, &FormErrors::new()).await?)
}

async fn free(
    customer: Customer,
    Ids(ids): Ids<2>,
    Posted(typed): Posted<Vec<(String, String)>>,
) -> Result<Done, Halt> {
    let (visit, ticked) = (&customer.visit, Ticked::of(&typed));
    let (t, whose) = (texts(visit.lang()), Whose::of(&customer).await?);
    let freed = deactivate_devices(&visit.cx, whose.behalf, ids[0], &ticked.records).await;
    let done = async |count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Ok(visit.go_saying(&devices_of(&whose, ids[0]), t.msg_devices_removed(count)))
    };
    visit.answer(freed, done, async |errors| page(&customer, ids, Some(&ticked), &errors).await).await
}
