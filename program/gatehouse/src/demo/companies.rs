//! Two companies of the demo (COM): a freight company in London with a user whose name is Russian, and a food company in Tokyo. Their owners
//! and some of their users are customers of the story; others come for them.

use super::done;
use super::people::{EMIL, FUMIKO, Person, join};
use super::teller::Teller;
use gatehouse_companies::actions::add_branch::add_branch;
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_core::{Fault, HOUR, Lang, Uuid};

/// Answers requests, and manages users.
const INA: Person = ("ina@ostermoor.test", "Ina Pohl", Lang::En, "DE", "Hamburg", "Europe/Berlin");
/// Manages licenses.
const VERA: Person = ("vera@ostermoor.test", "Вера Щукина", Lang::Ru, "KZ", "Алматы", "Asia/Almaty");
/// Looks after the users.
const KEN: Person = ("ken@mihon.test", "渡辺 健", Lang::Ja, "JP", "東京都", "Asia/Tokyo");
/// Uses what the company has.
const SORA: Person = ("sora@mihon.test", "青木 空", Lang::Ja, "JP", "大阪府", "Asia/Tokyo");

/// A company with branches; answers it and them.
async fn begin(
    teller: &Teller<'_>,
    owner: Uuid,
    new: NewCompany,
    branches: [&str; 2],
) -> Result<(Uuid, Vec<Uuid>), Fault> {
    let cx = teller.of(owner);
    let tx = cx.begin().await?;
    let company = done(found(&cx, &tx, new).await)?.company;
    let Some(locked) = lock(&cx, &tx, company).await? else { return Err(Fault::new("demo: no company")) };
    let staff = teller.cx();
    let mut made = Vec::new();
    for name in branches {
        made.push(done(add_branch(&staff, &tx, &locked, name).await)?);
    }
    tx.commit().await?;
    Ok((company, made))
}

/// Somebody whom the owner invited comes into a company.
async fn come(
    teller: &Teller<'_>,
    company: Uuid,
    account: Uuid,
    name: MemberName,
    (country, branch): (&str, Option<Uuid>),
    rights: &[CompanyRight],
) -> Result<(), Fault> {
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
    done(add_member(&cx, &tx, &locked, &new).await)?;
    tx.commit().await
}

/// Dana's freight company, and Fumiko's food company: the day before, when their colleagues have accounts.
pub(super) async fn tell(teller: &Teller<'_>, dana: Uuid, fumiko: Uuid, emil: Uuid, yo: Uuid) -> Result<(), Fault> {
    use CompanyRight::{InviteUsers, ManageLicenses, ManageUsers, SeeRequests, UserNotices};
    let freight = NewCompany {
        name: "Ostermoor Freight".into(),
        lang: "en".into(),
        country: "GB".into(),
        is_unverified: false,
        account: dana,
        owner: MemberName::new("Dana", "Whitfield"),
    };
    let (freight, branches) = begin(teller, dana, freight, ["London", "Hamburg"]).await?;
    let hamburg = branches.last().copied();
    let food = NewCompany {
        name: "見本食品株式会社".into(),
        lang: "ja".into(),
        country: "JP".into(),
        is_unverified: false,
        account: fumiko,
        owner: MemberName::new("文子", "佐伯").read("ふみこ", "さえき"),
    };
    let (food, offices) = begin(teller, fumiko, food, ["東京本社", "大阪支店"]).await?;
    let (tokyo, osaka) = (offices.first().copied(), offices.last().copied());
    teller.clock.advance(HOUR);
    come(teller, freight, emil, MemberName::new("Emil", "Brandt"), (EMIL.3, hamburg), &[ManageLicenses]).await?;
    let ina = join(teller, &INA).await?;
    let rights = [ManageUsers, InviteUsers, SeeRequests, UserNotices];
    come(teller, freight, ina, MemberName::new("Ina", "Pohl"), (INA.3, hamburg), &rights).await?;
    let vera = join(teller, &VERA).await?;
    come(teller, freight, vera, MemberName::new("Вера", "Щукина"), (VERA.3, None), &[ManageLicenses]).await?;
    teller.clock.advance(HOUR);
    let name = MemberName::new("葉", "小林").read("よう", "こばやし");
    come(teller, food, yo, name, (FUMIKO.3, osaka), &[]).await?;
    let ken = join(teller, &KEN).await?;
    let name = MemberName::new("健", "渡辺").read("けん", "わたなべ");
    come(teller, food, ken, name, (KEN.3, tokyo), &[ManageUsers, InviteUsers]).await?;
    let sora = join(teller, &SORA).await?;
    let name = MemberName::new("空", "青木").read("そら", "あおき");
    come(teller, food, sora, name, (SORA.3, osaka), &[]).await
}
