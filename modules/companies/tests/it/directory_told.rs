//! What people hear of what their company's directory does to them (COM-12, COM-14), and what the log says of it.

use crate::directory::acme;
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::domains::remove::remove;
use gatehouse_companies::actions::scim::map_group::{MapGroup, map_group};
use gatehouse_companies::actions::scim::tokens::end_token;
use gatehouse_companies::model::states::BlockedBy;
use gatehouse_companies::tables::{company_domain, scim_token};
use gatehouse_testkit::both_engines;
use serde_json::{Value, json};

both_engines! {
    /// COM-12, COM-14
    async fn whom_the_directory_blocks_lets_in_or_removes_hears_of_it(world: World) {
        let (acme, mut side) = acme(&world).await;
        acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[]).await;
        let paul = side.user("paul@acme.example").await;
        let aiko = side.user("aiko@acme.example").await;
        for active in [false, false, true, true] {
            let change = json!([{ "op": "replace", "path": "active", "value": active }]);
            side.patch(&format!("/Users/{paul}"), change).await.expect(StatusCode::OK);
        }
        assert_eq!(mailed(&world, "companies.blocked").await, ["paul@acme.example"], "once");
        assert!(world.mails().await.iter().any(|mail| mail.text.contains("The directory of Acme blocked your access")));
        assert_eq!(mailed(&world, "companies.unblocked").await, ["paul@acme.example"]);
        for id in [paul, aiko] {
            side.send(Method::DELETE, &format!("/Users/{id}"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        }
        for (email, says) in [("paul@acme.example", "Your personal account stays"), ("aiko@acme.example", "so it was deleted too")] {
            let mail = world.last_mail_to(email).await;
            assert!(mail.text.contains("The directory of Acme removed you") && mail.text.contains(says), "{}", mail.text);
        }
    }

    /// COM-13, COM-14
    async fn the_owner_hears_of_what_becomes_of_groups_tokens_and_domains(world: World) {
        let (acme, mut side) = acme(&world).await;
        let (cx, reader) = (world.cx_of(acme.owner.account), world.app.db.reader());
        let subject = async || world.last_mail_to(&acme.owner.email).await.subject;
        let north = acme.branch(&world, "North").await;
        let group = side.group("Managers", &[]).await;
        map_group(&cx, acme.id, &MapGroup { group, rights: Vec::new(), branch: north.to_string() }).await.unwrap();
        assert_eq!(subject().await, "Directory group changed: Acme");
        let token = scim_token::Entity::find().one(reader).await.unwrap().unwrap();
        end_token(&cx, acme.id, token.id).await.unwrap();
        assert_eq!(subject().await, "Directory token ended: Acme");
        let claim = company_domain::Entity::find().one(reader).await.unwrap().unwrap();
        remove(&cx, acme.id, claim.id).await.unwrap();
        assert_eq!(subject().await, "Domain removed: Acme");
        // The log says it in words.
        let log = signed_in(&world, &acme.owner.email).await.get(&acme.at("/audit")).await.expect(StatusCode::OK).body;
        for said in ["Branch: North", "Status: Verified"] {
            assert!(log.contains(said), "{said}: {log}");
        }
    }

    /// COM-14
    async fn who_joins_while_the_directory_keeps_them_out_is_blocked_and_the_log_says_so(world: World) {
        let (acme, mut side) = acme(&world).await;
        let off = json!({ "userName": "late@acme.example", "active": false });
        side.send(Method::POST, "/Users", &off).await.expect(StatusCode::CREATED);
        let late = acme.add(&world, "late@acme.example", MemberName::new("Lea", "Late"), &[]).await;
        assert_eq!(row(&world, late.member).await.unwrap().blocked_by, Some(BlockedBy::Directory));
        assert_eq!(mailed(&world, "companies.blocked").await, ["late@acme.example"]);
        let log = signed_in(&world, &acme.owner.email).await.get(&acme.at("/audit")).await.expect(StatusCode::OK).body;
        assert!(log.contains("User blocked by the directory"), "{log}");
    }
}
