//! Who may do what with clients: staff by their roles, programs by their scopes, and everybody else nothing.

use crate::{registered, website};
use axum::http::{Method, StatusCode};
use gatehouse_core::{Actor, Role, Uuid};
use gatehouse_oidc::actions::clients::add_secret::add_secret;
use gatehouse_oidc::actions::clients::change::{ClientRefusal, change};
use gatehouse_oidc::actions::clients::disable::disable;
use gatehouse_oidc::actions::clients::enable::enable;
use gatehouse_oidc::actions::clients::end_secret::end_secret;
use gatehouse_oidc::actions::clients::register::{RegisterRefusal, register};
use gatehouse_oidc::actions::clients::remove::remove;
use gatehouse_oidc::rights::{ClientsRead, ClientsWrite, NotAllowed, may};
use gatehouse_oidc::tables::client;
use gatehouse_testkit::{both_engines, program, staff};
use gatehouse_web::Entry;
use sea_orm::EntityTrait as _;
use serde_json::json;

both_engines! {
    /// ALL-8: who may look, and who may change
    async fn administrators_change_support_looks_and_the_others_do_neither(world: World) {
        let made = registered(&world).await;
        let (id, secret) = (made.id, made.secret.unwrap().id);
        let before = client::Entity::find_by_id(id).one(world.cx().read()).await.unwrap();
        for role in Role::ALL {
            let cx = world.cx_staff(&[role]);
            let (looks, changes) = (may::<ClientsRead>(&cx).is_ok(), may::<ClientsWrite>(&cx).is_ok());
            let is_administrator = role == Role::Administrator;
            assert_eq!((looks, changes), (is_administrator || role == Role::Support, is_administrator), "{}", role.word());
            if is_administrator {
                continue;
            }
            let not_allowed = Some(&ClientRefusal::NotAllowed(NotAllowed));
            let refused = register(&cx, &website()).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&RegisterRefusal::NotAllowed(NotAllowed)));
            assert_eq!(change(&cx, id, None, &website().client).await.unwrap_err().refusal(), not_allowed);
            assert_eq!(add_secret(&cx, id, "day").await.unwrap_err().refusal(), not_allowed);
            assert_eq!(end_secret(&cx, id, secret, true).await.unwrap_err().refusal(), not_allowed);
            assert_eq!(disable(&cx, id, true).await.unwrap_err().refusal(), not_allowed);
            assert_eq!(enable(&cx, id).await.unwrap_err().refusal(), not_allowed);
            assert_eq!(remove(&cx, id, true).await.unwrap_err().refusal(), not_allowed);
        }
        for actor in [Actor::Visitor, Actor::Account { id: Uuid::from_u128(7) }] {
            let cx = world.cx_as(actor);
            assert_eq!(may::<ClientsRead>(&cx).err(), Some(NotAllowed));
            assert_eq!(disable(&cx, id, true).await.unwrap_err().refusal(), Some(&ClientRefusal::NotAllowed(NotAllowed)));
        }
        assert_eq!(client::Entity::find_by_id(id).one(world.cx().read()).await.unwrap(), before);
    }

    /// ALL-8: every page of clients, with every role
    async fn each_page_is_for_those_whom_it_names(world: World) {
        let made = registered(&world).await;
        let own = world.routes.iter().filter(|door| door.path.starts_with("/staff/clients"));
        let doors: Vec<_> = own.map(|door| (door.method.clone(), door.path.to_string(), door.entry)).collect();
        assert_eq!(doors.len(), 14, "{doors:?}");
        for (method, path, entry) in doors {
            let Entry::Staff(roles) = entry else { panic!("{path} is for {entry:?}") };
            let path = path.replace("{id}", &made.id.to_string()).replace("{secret}", &made.id.to_string());
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Administrator) {
                let mut member = staff(&world, &format!("{}-proven", role.word()));
                let answer = if method == Method::GET { member.get(&path).await } else { member.post(&path, &[]).await };
                assert_eq!(answer.status == StatusCode::FORBIDDEN, !roles.contains(&role), "{} {method} {path}", role.word());
            }
            let mut nobody = world.browser();
            let answer = if method == Method::GET { nobody.get(&path).await } else { nobody.post(&path, &[]).await };
            assert!(answer.location().starts_with("/staff/sign-in"), "{method} {path}: {}", answer.status);
        }
        let here = format!("/staff/clients/{}", made.id);
        let page = staff(&world, "support").get(&here).await.expect(StatusCode::OK).body;
        for absent in ["change", "secrets", "disable", "remove"] {
            assert!(!page.contains(&format!("{here}/{absent}")), "{absent}: {page}");
        }
    }

    /// ALL-8: what makes a secret or takes one away asks for a fresh proof, and brings the person back
    async fn whoever_has_not_proven_lately_that_it_is_they_proves_it_first(world: World) {
        let made = registered(&world).await;
        let (id, secret) = (made.id, made.secret.unwrap().id);
        let mut admin = staff(&world, "administrator");
        let here = format!("/staff/clients/{id}");
        for (path, form) in [
            ("/staff/clients/new".to_owned(), vec![("kind", "web"), ("name", "x"), ("redirect_uris", "https://example.com/in")]),
            (format!("{here}/change"), vec![("version", "1"), ("name", "x"), ("redirect_uris", "https://example.com/in")]),
            (format!("{here}/secrets"), vec![("overlap", "none")]),
            (format!("{here}/secrets/{secret}/end"), vec![("confirm", "true")]),
            (format!("{here}/disable"), vec![("confirm", "true")]),
            (format!("{here}/enable"), Vec::new()),
            (format!("{here}/remove"), vec![("confirm", "true")]),
        ] {
            let answer = admin.post(&path, &form).await.expect(StatusCode::SEE_OTHER);
            assert!(answer.location().starts_with("/staff/step-up?next=/staff/clients"), "{path}: {}", answer.location());
        }
        let all = client::Entity::find().all(world.cx().read()).await.unwrap();
        assert_eq!((all.len(), all[0].version, all[0].disabled_at), (1, 1, None));
    }

    /// ALL-7, ALL-8
    async fn a_program_needs_the_scope_for_what_it_does(world: World) {
        let id = registered(&world).await.id;
        let at = format!("/api/v1/clients/{id}");
        for path in ["/api/v1/clients".to_owned(), at.clone(), format!("{at}/secrets")] {
            program(&world, "clients:read").get(&path).await.expect(StatusCode::OK);
            program(&world, "clients:write,licenses:read").get(&path).await.expect(StatusCode::FORBIDDEN);
            world.browser().get(&path).await.expect(StatusCode::UNAUTHORIZED);
        }
        let mut reader = program(&world, "clients:read,licenses:write");
        for (method, path) in [
            (Method::POST, "/api/v1/clients".to_owned()),
            (Method::PATCH, at.clone()),
            (Method::DELETE, at.clone()),
            (Method::POST, format!("{at}/secrets")),
            (Method::POST, format!("{at}/secrets/{id}/end")),
            (Method::POST, format!("{at}/disable")),
            (Method::POST, format!("{at}/enable")),
        ] {
            reader.json(method.clone(), &path, &json!({})).await.expect(StatusCode::FORBIDDEN);
            world.browser().json(method, &path, &json!({})).await.expect(StatusCode::UNAUTHORIZED);
        }
        let operation = &world.openapi["paths"]["/api/v1/clients"]["post"];
        assert_eq!(operation["security"][0]["api_key"][0], "clients:write");
    }
}
