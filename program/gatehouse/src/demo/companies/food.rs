//! 見本食品株式会社, Tokyo: a domain that it has proven and one that it has not, a directory with its groups and its log; and a double, which
//! a colleague registered in a hurry.

use super::{Made, come, make};
use crate::demo::done;
use crate::demo::people::{FUMIKO, Person, join};
use crate::demo::teller::Teller;
use gatehouse_companies::actions::domains::claim::{ClaimForm, claim};
use gatehouse_companies::actions::domains::look::look_now;
use gatehouse_companies::actions::found::NewCompany;
use gatehouse_companies::actions::scim::call::{caller, note};
use gatehouse_companies::actions::scim::directory::OfCompany;
use gatehouse_companies::actions::scim::map_group::{MapGroup, map_group};
use gatehouse_companies::actions::scim::tokens::make_token;
use gatehouse_companies::enter;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::domains::claims;
use gatehouse_companies::rights::Owner;
use gatehouse_core::{Actor, Fault, HOUR, Lang, MINUTE, Uuid};
use gatehouse_domains::Challenge;
use gatehouse_scim::{GROUP, MEDIA_TYPE, Request, USER, answer};
use serde_json::{Value, json};

/// Looks after the users.
const KEN: Person = ("ken@mihon.test", "渡辺 健", Lang::Ja, "JP", "東京都", "Asia/Tokyo");
/// Uses what the company has.
const SORA: Person = ("sora@mihon.test", "青木 空", Lang::Ja, "JP", "大阪府", "Asia/Tokyo");
/// Registered the company once more.
const MORI: Person = ("mori@mihon.test", "森 千尋", Lang::Ja, "JP", "福岡県", "Asia/Tokyo");

/// The domain that is proven, and the one whose record is missing.
const PROVEN: &str = "mihon.test";
const CLAIMED: &str = "mihon-shokuhin.test";

fn company(name: &str, account: Uuid, owner: MemberName) -> NewCompany {
    NewCompany { name: name.into(), lang: "ja".into(), country: "JP".into(), is_unverified: false, account, owner }
}

/// Fumiko founds it, and three colleagues come.
pub(super) async fn found(teller: &Teller<'_>, fumiko: Uuid, yo: Uuid) -> Result<Made, Fault> {
    let owner = MemberName::new("文子", "佐伯").read("ふみこ", "さえき");
    let made = make(teller, company("見本食品株式会社", fumiko, owner), &["東京本社", "大阪支店"]).await?;
    let (tokyo, osaka) = (made.branches.first().copied(), made.branches.last().copied());
    teller.clock.advance(HOUR);
    let name = MemberName::new("葉", "小林").read("よう", "こばやし");
    come(teller, made.company, yo, name, (FUMIKO.3, osaka), &[]).await?;
    let ken = join(teller, &KEN).await?;
    let name = MemberName::new("健", "渡辺").read("けん", "わたなべ");
    let rights = [CompanyRight::ManageUsers, CompanyRight::InviteUsers];
    come(teller, made.company, ken, name, (KEN.3, tokyo), &rights).await?;
    let sora = join(teller, &SORA).await?;
    let name = MemberName::new("空", "青木").read("そら", "あおき");
    come(teller, made.company, sora, name, (SORA.3, osaka), &[]).await?;
    Ok(made)
}

/// Fumiko claims both domains, of which one has its record, and connects the directory.
pub(super) async fn connect(teller: &Teller<'_>, fumiko: Uuid, made: &Made) -> Result<(), Fault> {
    prove(teller, fumiko, made.company).await?;
    let cx = teller.of(fumiko);
    let directory = OfToken { teller, text: done(make_token(&cx, made.company).await)?.expose().clone() };
    let ken = directory.user("ken@mihon.test", "mihon-0004", ("健", "渡辺")).await?;
    let hana = directory.user("hana@mihon.test", "mihon-0011", ("花", "橋本")).await?;
    let jun = directory.user("jun@mihon.test", "mihon-0012", ("純", "石井")).await?;
    // Of no domain of the company: refused, and in the log.
    directory.ask("POST", "/Users", &user("helper@tomyo.test", "tomyo-0007", ("仁", "岡"))).await?;
    let members: Vec<Value> = [&ken, &hana].iter().map(|id| json!({ "value": id })).collect();
    let group = json!({ "schemas": [GROUP], "displayName": "営業部", "members": members });
    let group = id_of(&directory.ask("POST", "/Groups", &group).await?)?;
    let osaka = made.branches.last().map(ToString::to_string).unwrap_or_default();
    let gives = MapGroup { group, rights: vec![CompanyRight::ManageLicenses.word().to_owned()], branch: osaka };
    done(map_group(&cx, made.company, &gives).await)?;
    let group = json!({ "schemas": [GROUP], "displayName": "品質管理部", "members": [] });
    directory.ask("POST", "/Groups", &group).await?;
    let off = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "path": "active", "value": false }],
    });
    directory.ask("PATCH", &format!("/Users/{jun}"), &off).await.map(drop)
}

async fn prove(teller: &Teller<'_>, fumiko: Uuid, company: Uuid) -> Result<(), Fault> {
    let cx = teller.of(fumiko);
    for domain in [PROVEN, CLAIMED] {
        done(claim(&cx, company, &ClaimForm { domain: domain.into(), ..ClaimForm::default() }).await)?;
    }
    let tx = cx.begin().await?;
    let (by, _held) = done(enter::<Owner>(&cx, &tx, company).await)?;
    let claims = claims(&cx, &by).await?;
    tx.rollback().await?;
    for claim in claims.iter().filter(|claim| claim.domain.as_str() == PROVEN) {
        teller.names.set(&Challenge::record_name(&claim.domain), claim.challenge.record_value());
    }
    teller.clock.advance(5 * MINUTE);
    for claim in &claims {
        done(look_now(&teller.of(fumiko), company, claim).await)?;
    }
    Ok(())
}

/// The directory, with its token.
struct OfToken<'a> {
    teller: &'a Teller<'a>,
    text: String,
}

impl OfToken<'_> {
    /// Asks as a directory does by HTTP; the line in the log is written too.
    async fn ask(&self, method: &str, path: &str, said: &Value) -> Result<Value, Fault> {
        self.teller.clock.advance(MINUTE);
        let cx = self.teller.cx().acting_as(Actor::Visitor);
        let Some(caller) = caller(&cx, &self.text).await? else { return Err(Fault::new("demo: no such token")) };
        let body = serde_json::to_vec(said)?;
        let request = Request {
            method,
            path,
            query: "",
            if_match: None,
            if_none_match: None,
            content_type: Some(MEDIA_TYPE),
            body: &body,
        };
        let base = format!("{}/scim/v2", cx.app.settings.origin);
        let answered = answer(&OfCompany::new(&cx, caller), &base, &request).await;
        note(&cx, caller, method, &answered).await?;
        Ok(answered.body.unwrap_or_default())
    }

    async fn user(&self, address: &str, number: &str, name: (&str, &str)) -> Result<String, Fault> {
        id_of(&self.ask("POST", "/Users", &user(address, number, name)).await?)
    }
}

fn user(address: &str, number: &str, (first, last): (&str, &str)) -> Value {
    json!({
        "schemas": [USER],
        "userName": address,
        "externalId": number,
        "name": { "givenName": first, "familyName": last },
        "emails": [{ "value": address, "type": "work", "primary": true }],
        "active": true,
    })
}

fn id_of(answered: &Value) -> Result<String, Fault> {
    let id = answered["id"].as_str();
    id.map(str::to_owned).ok_or_else(|| Fault::new(format!("demo: a directory was refused: {answered}")))
}

/// The company once more, under a shorter name: staff make one of them.
pub(super) async fn double(teller: &Teller<'_>) -> Result<(), Fault> {
    let mori = join(teller, &MORI).await?;
    let owner = MemberName::new("千尋", "森").read("ちひろ", "もり");
    make(teller, company("見本食品", mori, owner), &["福岡営業所"]).await.map(drop)
}
