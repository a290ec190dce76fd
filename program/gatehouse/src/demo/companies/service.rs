//! ООО «Образец-Сервис», Bishkek: its owner has left, and a letter names another one; a clerk has proposed the change, and a second one is to
//! approve it. A block of its large license waits for a second clerk too.

use super::{add, come, make};
use crate::demo::done;
use crate::demo::people::{Person, Vendor, join};
use crate::demo::story::numbered;
use crate::demo::teller::{Sale, Teller};
use gatehouse_companies::actions::found::NewCompany;
use gatehouse_companies::actions::staff::begin_owner_change::{BeginOwnerChange, begin_owner_change};
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_core::{Fault, HOUR, Lang, Uuid};
use gatehouse_licenses::actions::block::{Block, Holds, block};

/// The owner, who has left.
const TIMUR: Person = ("timur@obrazets.test", "Тимур Асанов", Lang::Ru, "KG", "Бишкек", "Asia/Bishkek");
/// Whom the letter names.
const AIGUL: Person = ("aigul@obrazets.test", "Айгуль Сыдыкова", Lang::Ru, "KG", "Бишкек", "Asia/Bishkek");
/// Uses the contract.
const MAKSIM: Person = ("maksim@obrazets.test", "Максим Журавлёв", Lang::Ru, "KG", "Ош", "Asia/Bishkek");

/// What later scenes come back to.
pub(super) struct Service {
    pub(super) company: Uuid,
    license: Uuid,
    /// May use its contract.
    pub(super) maksim: Uuid,
}

/// Timur founds it with a license of many seats, and two colleagues come.
pub(super) async fn found(teller: &Teller<'_>, office: &Vendor) -> Result<Service, Fault> {
    let timur = join(teller, &TIMUR).await?;
    let new = NewCompany {
        name: "ООО «Образец-Сервис»".into(),
        lang: "ru".into(),
        country: "KG".into(),
        is_unverified: false,
        account: timur,
        owner: MemberName::new("Тимур", "Асанов"),
    };
    let made = make(teller, new, &["Бишкек", "Ош"]).await?;
    let sale = Sale {
        number: "S-10887",
        lang: Lang::Ru,
        licensee: "ООО «Образец-Сервис»",
        edition: "business",
        seats: 600,
        ..Sale::default()
    };
    let code = teller.buy(&office.shop, &sale).await?;
    let license = add(teller, timur, made.company, &code).await?;
    teller.devices(&code, "lantern", numbered("касса", 4, "windows")).await?;
    teller.clock.advance(HOUR);
    let aigul = join(teller, &AIGUL).await?;
    let place = (AIGUL.3, made.branches.first().copied());
    come(teller, made.company, aigul, MemberName::new("Айгуль", "Сыдыкова"), place, &CompanyRight::ALL).await?;
    let maksim = join(teller, &MAKSIM).await?;
    let place = (MAKSIM.3, made.branches.last().copied());
    let name = MemberName::new("Максим", "Журавлёв");
    come(teller, made.company, maksim, name, place, &[CompanyRight::UseContract]).await?;
    Ok(Service { company: made.company, license, maksim })
}

/// Support has the letter, and proposes; a clerk proposes to block the license, whose payment came back.
pub(super) async fn trouble(teller: &Teller<'_>, office: &Vendor, service: &Service) -> Result<(), Fault> {
    let letter = BeginOwnerChange {
        company: service.company,
        email: AIGUL.0.into(),
        first: "Айгуль".into(),
        last: "Сыдыкова".into(),
        request: "R-2041".into(),
        reason: "Timur Asanov left at the end of last month. Stamped letter, signed by the director, in the folder of the request."
            .into(),
        becomes: "removed".into(),
        has_letter: true,
    };
    done(begin_owner_change(&teller.by(&office.support), &letter).await)?;
    let returned = Block {
        license: service.license,
        reason: "payment_dispute".into(),
        note: "Банк вернул оплату по счёту к заказу S-10887.".into(),
        ..Block::default()
    };
    match done(block(&teller.by(&office.clerk), &returned).await)? {
        Holds::Waits(_) => Ok(()),
        Holds::Now | Holds::Later => Err(Fault::new("demo: a large license was blocked by one clerk")),
    }
}
