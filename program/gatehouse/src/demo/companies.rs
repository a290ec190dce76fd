//! The companies of the demo (COM): a freight company in London with people in every state, a food company in Tokyo with a domain and a
//! directory of its own, and others that the vendor's staff have work with. Their owners and some of their users are customers of the story;
//! others come for them.

mod clinic;
mod food;
mod freight;
mod joinery;
pub(super) mod mailed;
mod name_server;
mod service;

pub(super) use name_server::NameServer;

use super::done;
use super::people::{self, Person, Vendor, join};
use super::statements::Published;
use super::story::Customers;
use super::teller::Teller;
use gatehouse_companies::actions::add_branch::add_branch;
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::actions::registrations::activate::activate_own;
use gatehouse_companies::actions::registrations::register::{FORM, Register, register};
use gatehouse_companies::model::joining_form::Typed;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_companies::signals::Shown;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, HOUR, Lang, MINUTE, Uuid};
use gatehouse_licenses::actions::company::add::{AddToCompany, add_to_company};
use gatehouse_signin::Browser;

/// What later scenes come back to.
pub(super) struct Begun {
    freight: freight::Freight,
    service: service::Service,
    joinery: joinery::Joinery,
}

impl Begun {
    /// The company with a contract that is nearly used up, and who uses it.
    pub(super) const fn with_contract(&self) -> (Uuid, Uuid) {
        (self.service.company, self.service.maksim)
    }
}

/// Twelve days ago: three companies begin, and one of them invites.
pub(super) async fn begin(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<Begun, Fault> {
    let freight = Box::pin(freight::found(teller, office, who)).await?;
    let service = Box::pin(service::found(teller, office)).await?;
    let joinery = Box::pin(joinery::found(teller)).await?;
    // Half a day later somebody fills the form of an invitation in, and never comes back.
    teller.clock.advance(12 * HOUR);
    freight::filled_in_and_forgotten(teller).await?;
    Ok(Begun { freight, service, joinery })
}

/// Six days ago: somebody is removed.
pub(super) async fn some_time_ago(teller: &Teller<'_>, who: &Customers, begun: &Begun) -> Result<(), Fault> {
    freight::remove(teller, who, &begun.freight).await
}

/// Three days ago: somebody is blocked, and the settings are looked after.
pub(super) async fn lately(teller: &Teller<'_>, who: &Customers, begun: &Begun) -> Result<(), Fault> {
    Box::pin(freight::look_after(teller, who, &begun.freight)).await
}

/// The day before yesterday: invitations that are answered in every way.
pub(super) async fn invite(teller: &Teller<'_>, who: &Customers, begun: &Begun) -> Result<(), Fault> {
    Box::pin(freight::invite_some(teller, who, &begun.freight)).await
}

/// Yesterday, when the colleagues have accounts.
pub(super) async fn yesterday(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    begun: &Begun,
    (emil, yo, statement): (Uuid, Uuid, Published),
) -> Result<(), Fault> {
    Box::pin(freight::come_in(teller, &begun.freight, emil, statement)).await?;
    let food = Box::pin(food::found(teller, who.fumiko, yo)).await?;
    Box::pin(food::connect(teller, who.fumiko, &food)).await?;
    Box::pin(food::double(teller)).await?;
    Box::pin(clinic::register_it(teller, office)).await
}

/// A few hours ago: a company is deleted, and the staff have work with another.
pub(super) async fn this_morning(teller: &Teller<'_>, office: &Vendor, begun: &Begun) -> Result<(), Fault> {
    Box::pin(joinery::delete(teller, &begun.joinery)).await?;
    Box::pin(service::trouble(teller, office, &begun.service)).await
}

/// A company, its owner, and its branches.
struct Made {
    company: Uuid,
    branches: Vec<Uuid>,
}

/// A company with branches, which staff add.
async fn make(teller: &Teller<'_>, new: NewCompany, branches: &[&str]) -> Result<Made, Fault> {
    let cx = teller.of(new.account);
    let tx = cx.begin().await?;
    let company = done(found(&cx, &tx, new).await)?.company;
    let Some(locked) = lock(&cx, &tx, company).await? else { return Err(Fault::new("demo: no company")) };
    let staff = teller.cx();
    let mut made = Vec::new();
    for name in branches {
        made.push(done(add_branch(&staff, &tx, &locked, name).await)?);
    }
    tx.commit().await?;
    Ok(Made { company, branches: made })
}

/// Somebody whom the owner invited comes into a company; answers the member.
async fn come(
    teller: &Teller<'_>,
    company: Uuid,
    account: Uuid,
    name: MemberName,
    (country, branch): (&str, Option<Uuid>),
    rights: &[CompanyRight],
) -> Result<Uuid, Fault> {
    let cx = teller.of(account);
    let tx = cx.begin().await?;
    let Some(locked) = lock(&cx, &tx, company).await? else { return Err(Fault::new("demo: no company")) };
    let new = NewMember {
        account,
        name,
        country: Some(country.into()),
        branch,
        rights: Rights::of(rights),
        joined_by: JoinedBy::Invitation,
    };
    let member = done(add_member(&cx, &tx, &locked, &new).await)?;
    tx.commit().await?;
    Ok(member)
}

/// An owner adds a license to their company by its code; answers the license.
async fn add(teller: &Teller<'_>, owner: Uuid, company: Uuid, code: &str) -> Result<Uuid, Fault> {
    let shown = Shown::Code(code.to_owned().into());
    let input = AddToCompany { company, shown, file_name: String::new(), accepted: None };
    Ok(done(add_to_company(&teller.of(owner), &input).await)?.license)
}

/// A visitor from this network.
fn visitor(teller: &Teller<'_>, network: &str, lang: Lang) -> Cx {
    Cx { network: Some(network.into()), lang, ..teller.cx().acting_as(Actor::Visitor) }
}

/// Somebody fills in the form for companies, and proves the address by the account that they have.
async fn register_with(
    teller: &Teller<'_>,
    network: &str,
    person: &Person,
    (first, last): (&str, &str),
    (company, code): (&str, &str),
) -> Result<(), Fault> {
    let account = join(teller, person).await?;
    let cx = visitor(teller, network, person.2);
    let typed = Typed {
        first_name: first.into(),
        last_name: last.into(),
        company: company.into(),
        email: person.0.into(),
        country: person.3.into(),
        zone: person.5.into(),
        ..Typed::default()
    };
    let human = people::human(&cx, FORM)?;
    let input = Register { typed, code: code.to_owned().into(), file: Vec::new(), file_name: String::new(), human };
    done(register(&cx, &input, &Browser::unknown()).await)?;
    teller.clock.advance(MINUTE);
    done(activate_own(&Cx { lang: person.2, ..teller.of(account) }, None, &Browser::unknown()).await).map(drop)
}
