//! A company's directory by SCIM 2.0: what Entra ID, Okta and JumpCloud send, with what it does to rows.

use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::remove_member::remove_member;
use gatehouse_companies::actions::scim::map_group::{MapGroup, map_group};
use gatehouse_companies::actions::scim::tokens::{TokenRefusal, end_token, make_token};
use gatehouse_companies::model::states::BlockedBy;
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::tables::{company_member, scim_call, scim_group_member, scim_token, scim_user};
use gatehouse_db::sea_orm::{ColumnTrait as _, PaginatorTrait as _, QueryFilter as _};
use gatehouse_testkit::{Answer, both_engines};
use serde_json::{Value, json};

/// A directory that has a token.
pub struct Side {
    browser: Browser,
}

impl Side {
    pub async fn of(world: &World, company: &TestCompany) -> Self {
        let token = make_token(&world.cx_of(company.owner.account), company.id).await.unwrap();
        Self { browser: world.browser().header("authorization", &format!("Bearer {}", token.expose())) }
    }

    pub async fn send(&mut self, method: Method, path: &str, body: &Value) -> Answer {
        let kind = (!body.is_null()).then_some("application/scim+json");
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.browser.send(method, &format!("/scim/v2{path}"), kind, body).await
    }

    pub async fn user(&mut self, name: &str) -> String {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": name, "externalId": format!("x-{name}"),
            "name": { "givenName": "Aiko", "familyName": "Tanaka" }, "active": true,
            "emails": [{ "value": name, "type": "work", "primary": true }],
        });
        let made = self.send(Method::POST, "/Users", &body).await.expect(StatusCode::CREATED);
        made.json()["id"].as_str().unwrap().to_owned()
    }

    pub async fn group(&mut self, name: &str, members: &[&str]) -> String {
        let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
        let made = self.send(Method::POST, "/Groups", &json!({ "displayName": name, "members": members })).await;
        made.expect(StatusCode::CREATED).json()["id"].as_str().unwrap().to_owned()
    }

    pub async fn patch(&mut self, path: &str, operations: Value) -> Answer {
        let schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        self.send(Method::PATCH, path, &json!({ "schemas": [schema], "Operations": operations })).await
    }
}

async fn account_at(world: &World, email: &str) -> Option<Uuid> {
    let cx = world.cx();
    gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap()
}

async fn member_at(world: &World, email: &str) -> Option<company_member::Model> {
    let account = account_at(world, email).await?;
    let cx = world.cx();
    of_account(&cx, cx.read(), account).await.unwrap().map(|found| found.member().clone())
}

pub async fn acme(world: &World) -> (TestCompany, Side) {
    let acme = company(world, "Acme", "en").await;
    proven(world, &acme, "acme.example").await;
    let side = Side::of(world, &acme).await;
    (acme, side)
}

both_engines! {
    /// COM-14
    async fn a_new_address_becomes_a_user_with_an_account_and_a_strange_one_does_not(world: World) {
        let (acme, mut side) = acme(&world).await;
        let id = side.user("Aiko@acme.example").await;
        let member = member_at(&world, "aiko@acme.example").await.unwrap();
        assert_eq!((member.company_id, member.joined_by.word()), (acme.id, "directory"));
        assert_eq!(world.last_mail_to("Aiko@acme.example").await.subject, "You’re now a user of Acme");
        let found = side.send(Method::GET, "/Users?filter=userName%20eq%20%22AIKO@acme.example%22", &Value::Null).await;
        assert_eq!((found.json()["totalResults"].as_u64(), found.json()["Resources"][0]["id"].as_str()), (Some(1), Some(id.as_str())));
        let by_mail = "/Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22aiko@ACME.example%22";
        assert_eq!(side.send(Method::GET, by_mail, &Value::Null).await.json()["totalResults"], 1);
        assert_eq!(side.send(Method::GET, "/Users?filter=externalId%20eq%20%22none%22", &Value::Null).await.json()["totalResults"], 0);
        let outside = json!({ "userName": "x@other.example" });
        side.send(Method::POST, "/Users", &outside).await.expect(StatusCode::FORBIDDEN);
        assert!(account_at(&world, "x@other.example").await.is_none());
        let twice = json!({ "userName": "aiko@ACME.example" });
        let refused = side.send(Method::POST, "/Users", &twice).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.json()["scimType"], "uniqueness");
        // The log has changes and refusals, and no value.
        let lines = scim_call::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.status).collect::<Vec<_>>(), [201, 403, 409]);
        assert!(!format!("{lines:?}").contains("acme.example"));
    }

    /// COM-14: "False" as a text, Replace in capitals, no path
    async fn who_is_deactivated_is_blocked_before_the_answer_and_comes_again_with_their_rights(world: World) {
        let (acme, mut side) = acme(&world).await;
        let paul = acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[CompanyRight::ManageUsers]).await;
        let id = side.user("paul@acme.example").await;
        let mut browser = signed_in(&world, &paul.email).await;
        browser.get("/c/acme/users").await.expect(StatusCode::OK);
        for (off, on) in [
            (json!([{ "op": "Replace", "path": "active", "value": "False" }]), json!([{ "op": "Replace", "path": "active", "value": "True" }])),
            (json!([{ "op": "replace", "value": { "active": false } }]), json!([{ "op": "replace", "value": { "id": id, "active": true } }])),
            (json!([{ "op": "replace", "path": "active", "value": false }]), json!([{ "op": "add", "path": "active", "value": true }])),
        ] {
            let answer = side.patch(&format!("/Users/{id}"), off).await.expect(StatusCode::OK);
            assert_eq!(answer.json()["active"], false);
            let row = member_at(&world, &paul.email).await.unwrap();
            assert_eq!(row.blocked_by, Some(BlockedBy::Directory));
            browser.get("/c/acme/users").await.expect(StatusCode::FORBIDDEN);
            browser.get("/account").await.expect(StatusCode::OK);
            side.patch(&format!("/Users/{id}"), on).await.expect(StatusCode::OK);
            let row = member_at(&world, &paul.email).await.unwrap();
            assert_eq!((row.blocked_by, row.rights_own), (None, Rights::of(&[CompanyRight::ManageUsers])));
            browser.get("/c/acme/users").await.expect(StatusCode::OK);
        }
        // What an administrator blocked, the directory does not let in.
        let (off, on) = (json!([{ "op": "replace", "path": "active", "value": false }]), json!([{ "op": "replace", "path": "active", "value": true }]));
        let by = Restated { blocked: Some(Some(BlockedBy::Person)), ..Restated::default() };
        acme.change(&world, paul.member, by).await;
        for (change, by) in [(off, BlockedBy::Both), (on, BlockedBy::Person)] {
            side.patch(&format!("/Users/{id}"), change).await.expect(StatusCode::OK);
            assert_eq!(member_at(&world, &paul.email).await.unwrap().blocked_by, Some(by));
        }
        browser.get("/c/acme/users").await.expect(StatusCode::FORBIDDEN);
        acme.change(&world, paul.member, Restated { blocked: Some(None), ..Restated::default() }).await;
        let broken = json!([{ "op": "replace", "path": "active", "value": false }, { "op": "replace", "path": "nonsense[", "value": 1 }]);
        side.patch(&format!("/Users/{id}"), broken).await.expect(StatusCode::BAD_REQUEST);
        assert!(member_at(&world, &paul.email).await.unwrap().blocked_at.is_none(), "all or nothing");
    }

    /// COM-14
    async fn the_owner_is_neither_deactivated_nor_deleted_and_hears_of_it(world: World) {
        let (acme, mut side) = acme(&world).await;
        proven(&world, &acme, "acme.example.com").await;
        let id = side.user(&acme.owner.email).await;
        let off = json!([{ "op": "replace", "path": "active", "value": false }]);
        side.patch(&format!("/Users/{id}"), off).await.expect(StatusCode::FORBIDDEN);
        side.send(Method::DELETE, &format!("/Users/{id}"), &Value::Null).await.expect(StatusCode::FORBIDDEN);
        side.patch(&format!("/Users/{id}"), json!([{ "op": "add", "path": "title", "value": "Chief" }])).await.expect(StatusCode::OK);
        let row = member_at(&world, &acme.owner.email).await.unwrap();
        assert!(row.blocked_at.is_none());
        assert_eq!(world.last_mail_to(&acme.owner.email).await.subject, "Your directory tried to remove you: Acme");
    }

    /// COM-14
    async fn deleting_ends_the_membership_and_an_account_that_was_only_the_companys(world: World) {
        let (acme, mut side) = acme(&world).await;
        let paul = acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[]).await;
        for (email, stays) in [("paul@acme.example", true), ("aiko@acme.example", false)] {
            let id = side.user(email).await;
            side.send(Method::DELETE, &format!("/Users/{id}"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
            side.send(Method::DELETE, &format!("/Users/{id}"), &Value::Null).await.expect(StatusCode::NOT_FOUND);
            side.send(Method::GET, &format!("/Users/{id}"), &Value::Null).await.expect(StatusCode::NOT_FOUND);
            assert!(member_at(&world, email).await.is_none());
            assert_eq!(account_at(&world, email).await.is_some(), stays, "{email}");
        }
        assert_eq!(account_at(&world, &paul.email).await, Some(paul.account));
        // Who left comes again.
        side.user("aiko@acme.example").await;
        assert!(member_at(&world, "aiko@acme.example").await.is_some());
    }

    /// COM-4, COM-14
    async fn an_administrator_who_removes_somebody_ends_an_account_that_was_only_the_companys(world: World) {
        let (acme, mut side) = acme(&world).await;
        side.user("aiko@acme.example").await;
        let member = member_at(&world, "aiko@acme.example").await.unwrap();
        remove_member(&world.cx_of(acme.owner.account), acme.id, member.id, true).await.unwrap();
        assert!(account_at(&world, "aiko@acme.example").await.is_none());
        let mail = world.last_mail_to("aiko@acme.example").await;
        assert_eq!(mail.kind, "companies.removed");
        assert!(mail.text.contains("so it was deleted too"), "{}", mail.text);
    }

    /// COM-14
    async fn somebody_with_an_account_is_invited_and_decides(world: World) {
        let (acme, mut side) = acme(&world).await;
        account(&world, "ann@acme.example").await;
        let id = side.user("ann@acme.example").await;
        assert!(member_at(&world, "ann@acme.example").await.is_none());
        let group = side.group("Sales", &[&id]).await;
        let cx = world.cx_of(acme.owner.account);
        let form = MapGroup { group, rights: vec!["manage_licenses".into()], branch: String::new() };
        map_group(&cx, acme.id, &form).await.unwrap();
        assert_eq!(world.last_mail_to("ann@acme.example").await.subject, "Invitation: Acme");
        let mut browser = signed_in(&world, "ann@acme.example").await;
        let page = browser.get("/companies/joining").await.expect(StatusCode::OK);
        assert!(page.body.contains("Invitation to Acme") && page.body.contains("The company sees your name"), "{}", page.body);
        let invitation = page.input("invitation").unwrap();
        let form = [("invitation", invitation.as_str()), ("first_name", "Ann"), ("last_name", "Abel"), ("country", "JP")];
        // One way for every invitation: the same form, with the same rules.
        browser.post("/companies/joining/invitation", &form[..1]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(member_at(&world, "ann@acme.example").await.is_none());
        assert_eq!(browser.post("/companies/joining/invitation", &form).await.location(), "/c/acme");
        let row = member_at(&world, "ann@acme.example").await.unwrap();
        assert_eq!(row.rights_groups, Rights::of(&[CompanyRight::ManageLicenses]));
        let user = scim_user::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(user.member_id, Some(row.id));
    }

    /// COM-5, COM-14
    async fn an_invitation_to_the_own_address_is_declined_without_its_link(world: World) {
        let (_, mut side) = acme(&world).await;
        account(&world, "ann@acme.example").await;
        account(&world, "eve@acme.example").await;
        side.user("ann@acme.example").await;
        let mut browser = signed_in(&world, "ann@acme.example").await;
        let invitation = browser.get("/companies/joining").await.input("invitation").unwrap();
        let form = [("invitation", invitation.as_str())];
        let mut other = signed_in(&world, "eve@acme.example").await;
        other.post("/companies/joining/invitation/decline", &form).await.expect(StatusCode::GONE);
        for _ in 0..2 {
            let answer = browser.post("/companies/joining/invitation/decline", &form).await;
            assert_eq!(answer.location(), "/companies/joining");
        }
        assert_eq!(browser.get("/companies/joining").await.input("invitation"), None);
        assert_eq!(mailed(&world, "companies.invitation_declined").await.len(), 1);
    }

    /// COM-14: rights of groups stand apart from those given by hand
    async fn groups_give_rights_and_a_branch_and_take_them_with_them(world: World) {
        let (acme, mut side) = acme(&world).await;
        let north = acme.branch(&world, "North").await;
        let paul = acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[CompanyRight::InviteUsers]).await;
        let id = side.user("paul@acme.example").await;
        let group = side.group("Managers", &[]).await;
        let form = MapGroup { group: group.clone(), rights: vec!["manage_users".into()], branch: north.to_string() };
        map_group(&world.cx_of(acme.owner.account), acme.id, &form).await.unwrap();
        let add = json!([{ "op": "Add", "path": "members", "value": [{ "value": id }] }]);
        side.patch(&format!("/Groups/{group}"), add).await.expect(StatusCode::NO_CONTENT);
        let row = member_at(&world, &paul.email).await.unwrap();
        assert_eq!((row.rights_own, row.rights_groups), (Rights::of(&[CompanyRight::InviteUsers]), Rights::of(&[CompanyRight::ManageUsers])));
        assert_eq!(row.branch_id, Some(north));
        let remove = json!([{ "op": "Remove", "path": "members", "value": [{ "value": id }] }]);
        side.patch(&format!("/Groups/{group}"), remove).await.expect(StatusCode::NO_CONTENT);
        let row = member_at(&world, &paul.email).await.unwrap();
        assert_eq!((row.rights_own, row.rights_groups), (Rights::of(&[CompanyRight::InviteUsers]), Rights::NONE));
        let stranger = json!([{ "op": "Add", "path": "members", "value": [{ "value": Uuid::from_u128(7).to_string() }] }]);
        side.patch(&format!("/Groups/{group}"), stranger).await.expect(StatusCode::BAD_REQUEST);
        side.patch(&format!("/Groups/{group}"), json!([{ "op": "remove", "path": format!("members[value eq \"{id}\"]") }])).await.expect(StatusCode::NO_CONTENT);
    }

    /// COM-14
    async fn fifty_writers_of_a_group_lose_nobody(world: World) {
        let (_, mut side) = acme(&world).await;
        let mut ids = Vec::new();
        for n in 0..50 {
            ids.push(side.user(&format!("m{n}@acme.example")).await);
            world.advance(gatehouse_core::SECOND);
        }
        let group = side.group("All", &[]).await;
        let token = side.browser;
        let schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        let writers = ids.iter().map(|id| {
            let (mut browser, path, world) = (token.clone(), format!("/scim/v2/Groups/{group}"), &world);
            let body = json!({ "schemas": [schema], "Operations": [{ "op": "add", "path": "members", "value": [{ "value": id }] }] });
            async move {
                let mut tries = 0;
                loop {
                    let answer = browser.send(Method::PATCH, &path, Some("application/scim+json"), body.to_string().into_bytes()).await;
                    if answer.status == StatusCode::NO_CONTENT {
                        return;
                    }
                    // The pace of a company is by the second, and the clock stands still.
                    world.advance(gatehouse_core::SECOND);
                    tries += 1;
                    assert!(matches!(answer.status.as_u16(), 429 | 503) && tries < 200, "{}", answer.body);
                    tokio::task::yield_now().await;
                }
            }
        });
        futures::future::join_all(writers).await;
        assert_eq!(scim_group_member::Entity::find().count(world.app.db.reader()).await.unwrap(), 50);
    }

    /// COM-14
    async fn a_token_opens_its_company_alone_and_dies_with_its_maker(world: World) {
        let (first, mut side) = acme(&world).await;
        let id = side.user("aiko@acme.example").await;
        let other = company(&world, "Other", "en").await;
        let mut others = Side::of(&world, &other).await;
        for (method, body) in [(Method::GET, Value::Null), (Method::DELETE, Value::Null)] {
            others.send(method, &format!("/Users/{id}"), &body).await.expect(StatusCode::NOT_FOUND);
        }
        assert_eq!(others.send(Method::GET, "/Users", &Value::Null).await.json()["totalResults"], 0);
        for token in ["", "Bearer", "Bearer ghscim_nothing", "Basic x"] {
            let mut nobody = world.browser().header("authorization", token);
            let answer = nobody.send(Method::GET, "/scim/v2/Users", None, Vec::new()).await.expect(StatusCode::UNAUTHORIZED);
            assert!(answer.headers.contains_key("www-authenticate"));
        }
        let cx = world.cx_of(first.owner.account);
        make_token(&cx, first.id).await.unwrap();
        let third = make_token(&cx, first.id).await.unwrap_err();
        assert_eq!(third.refusal(), Some(&TokenRefusal::Two));
        let own = scim_token::Entity::find().filter(scim_token::Column::CompanyId.eq(first.id)).all(cx.read()).await.unwrap();
        for token in own {
            end_token(&cx, first.id, token.id).await.unwrap();
        }
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::UNAUTHORIZED);
        let admin = first.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &CompanyRight::ALL).await;
        assert!(make_token(&world.cx_of(admin.account), first.id).await.is_err(), "tokens are the owner's");
        assert!(!world.dump().await.contains("ghscim_"));
    }

    /// COM-14
    async fn the_pages_show_a_token_once_and_what_the_directory_did(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut browser = signed_in(&world, &acme.owner.email).await;
        let shown = browser.post(&acme.at("/settings/provisioning"), &[]).await.expect(StatusCode::OK).body;
        assert!(shown.contains("ghscim_"), "{shown}");
        let page = browser.get(&acme.at("/settings/provisioning")).await.expect(StatusCode::OK).body;
        assert!(!page.contains("ghscim_") && page.contains("/scim/v2"), "{page}");
        let mut side = Side::of(&world, &acme).await;
        side.send(Method::POST, "/Users", &json!({ "userName": "x@other.example" })).await.expect(StatusCode::FORBIDDEN);
        let log = browser.get(&acme.at("/settings/provisioning/log")).await.expect(StatusCode::OK).body;
        assert!(log.contains("user.create") && log.contains("outside the verified domains"), "{log}");
        browser.get(&acme.at("/settings/provisioning/groups")).await.expect(StatusCode::OK);
    }

    /// PRI-13: the next use of a token moves its hash
    async fn a_token_works_through_a_turn_of_the_pepper_and_goes_over_to_the_new_one(world: World) {
        let (_, mut side) = acme(&world).await;
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::OK);
        let version = world.app.keys.rotate_pepper(&gatehouse_core::SystemRandom).unwrap();
        let module = gatehouse_companies::Companies;
        module.move_lookups(&world.app, version).await.unwrap();
        let left = async || {
            let left = module.left_under(&world.app, version).await.unwrap();
            left.into_iter().find(|(what, _)| what.starts_with("tokens")).unwrap().1
        };
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::OK);
        assert_eq!(left().await, 1);
        world.advance(2 * gatehouse_core::HOUR);
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::OK);
        assert_eq!(left().await, 0);
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::OK);
        let everything = module.left_under(&world.app, version).await.unwrap();
        assert!(everything.iter().all(|(_, count)| *count == 0), "{everything:?}");
    }
}
