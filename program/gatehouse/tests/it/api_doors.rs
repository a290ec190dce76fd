//! Who may enter the API: every operation and every address for tokens, tried with each scope and with what is none.

use crate::doors::named;
use crate::routes::{fill, operations, person, signed_in};
use axum::http::StatusCode;
use gatehouse_core::{Scopes, Uuid};
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use gatehouse_testkit::both_engines;
use gatehouse_web::{Entry, Route};
use std::collections::BTreeSet;

both_engines! {
    /// ALL-7, ALL-8
    async fn every_operation_of_the_api_is_for_keys_with_its_scope_alone(world: World) {
        let scopes: Vec<&str> = world.cx().service::<Scopes>().unwrap().words().collect();
        let mut keys = Vec::new();
        for scope in scopes {
            let new = NewApiKey { name: scope.to_owned(), scopes: vec![scope.to_owned()], expires: String::new() };
            let made = create_api_key(&world.cx(), new).await.unwrap();
            let bearer = format!("Bearer {}", made.key.expose());
            keys.push((scope, world.browser().header("authorization", &bearer)));
        }
        let mut opened = BTreeSet::new();
        for door in operations(&world) {
            let Entry::Keys(needed) = door.entry else { continue };
            let (method, path) = (&door.method, fill(&door.path, &[], &Uuid::from_u128(7).to_string()));
            let (kind, body) = (Some("application/json"), b"{}".to_vec());
            let answer = world.browser().send(method.clone(), &path, kind, body.clone()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
            for (scope, program) in &mut keys {
                let answer = program.send(method.clone(), &path, kind, body.clone()).await;
                assert!(!answer.status.is_server_error(), "{method} {path}: {} {}", answer.status, answer.body);
                let is_in = ![StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED].contains(&answer.status);
                assert_eq!(is_in, *scope == needed, "{method} {path} with {scope}: {} {}", answer.status, answer.body);
            }
            opened.insert(needed);
        }
        assert_eq!(opened.len(), keys.len(), "a scope opens nothing: {opened:?}");
    }

    /// ACC-21, COM-14, ALL-8
    async fn what_takes_a_token_of_its_own_takes_nothing_else(world: World) {
        person(&world, "customer@example.com").await;
        let new = NewApiKey { name: "Reader".to_owned(), scopes: vec!["licenses:read".to_owned()], expires: String::new() };
        let key = create_api_key(&world.cx(), new).await.unwrap();
        let program = world.browser().header("authorization", &format!("Bearer {}", key.key.expose()));
        let mut all = [world.browser(), signed_in(&world, "customer@example.com").await, program];
        let doors: Vec<&Route> = world.routes.iter().filter(|door| door.entry == Entry::Tokens).collect();
        assert_eq!(doors.len(), 55, "{doors:?}");
        for door in doors {
            assert!(door.budget.is_some(), "{}", door.path);
            let path = fill(&door.path, &[("kind", "Users".to_owned())], &Uuid::from_u128(7).to_string());
            for browser in &mut all {
                let answer = browser.send(door.method.clone(), &path, Some("application/json"), b"{}".to_vec()).await;
                assert!(!answer.status.is_success() && !answer.status.is_server_error(), "{} {path}: {}", door.method, answer.status);
            }
        }
    }

    /// ALL-7, ALL-8
    async fn the_description_tells_of_every_door_of_the_api_and_of_its_scope(world: World) {
        let mut described = BTreeSet::new();
        for (path, methods) in world.openapi["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let scope = operation["security"][0]["api_key"][0].as_str().map(str::to_owned);
                described.insert((method.to_uppercase(), path.clone(), scope));
            }
        }
        let of = |door: &Route| {
            let (method, path) = named(door);
            let scope = if let Entry::Keys(scope) = door.entry { Some(scope.to_owned()) } else { None };
            (method, path, scope)
        };
        assert_eq!(operations(&world).map(of).collect::<BTreeSet<_>>(), described);
        assert!(described.len() > 25, "{described:?}");
    }
}
