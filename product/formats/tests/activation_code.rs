//! Activation codes: what the check promises, over many codes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gatehouse_formats::activation_code::ALPHABET;
use gatehouse_formats::{ActivationCode, CodeError, CodeKind};
use proptest::prelude::*;

fn code(random: [u8; 11], kind: usize) -> ActivationCode {
    ActivationCode::generate(CodeKind::ALL[kind], &mut |bytes: &mut [u8]| bytes.copy_from_slice(&random))
}

fn text(symbols: &[u8]) -> String {
    symbols.iter().copied().map(char::from).collect()
}

proptest! {
    /// LIC-2
    #[test]
    fn every_generated_code_is_read_back_in_any_usual_form(random: [u8; 11], kind in 0..4_usize) {
        let code = code(random, kind);
        let shown = code.to_string();
        for entered in [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), shown.replace('-', " – ")] {
            prop_assert_eq!(ActivationCode::parse(&entered), Ok(code.clone()));
        }
        prop_assert_eq!(code.kind(), CodeKind::ALL[kind]);
    }

    /// LIC-2
    #[test]
    fn any_single_wrong_symbol_is_found_and_pointed_at(random: [u8; 11], kind in 0..4_usize, place in 0..20_usize, other in 0..32_usize) {
        let code = code(random, kind);
        let mut symbols = *code.canonical();
        let right = char::from(symbols[place]);
        prop_assume!(symbols[place] != ALPHABET[other]);
        symbols[place] = ALPHABET[other];
        let error = ActivationCode::parse(&text(&symbols)).unwrap_err();
        // A hint is withheld when a swap of neighbors explains the entry as well; a wrong one is never given.
        let swap = (0..19).any(|left| {
            let mut swapped = symbols;
            swapped.swap(left, left + 1);
            ActivationCode::parse(&text(&swapped)).is_ok()
        });
        let expected = if swap { (None, None) } else { (Some(place as u8 + 1), Some(right)) };
        prop_assert_eq!(error, CodeError::Check { position: expected.0, suggestion: expected.1 });
    }

    /// LIC-2
    #[test]
    fn any_swap_of_neighbors_is_found_and_points_at_no_single_place(random: [u8; 11], kind in 0..4_usize, left in 0..19_usize) {
        let mut symbols = *code(random, kind).canonical();
        prop_assume!(symbols[left] != symbols[left + 1]);
        symbols.swap(left, left + 1);
        let error = ActivationCode::parse(&text(&symbols)).unwrap_err();
        prop_assert_eq!(error, CodeError::Check { position: None, suggestion: None });
    }

    /// LIC-2
    #[test]
    fn any_two_wrong_symbols_are_found(random: [u8; 11], places in (0..20_usize, 0..20_usize), others in (0..32_usize, 0..32_usize)) {
        let mut symbols = *code(random, 0).canonical();
        let before = symbols;
        symbols[places.0] = ALPHABET[others.0];
        symbols[places.1] = ALPHABET[others.1];
        prop_assume!(symbols != before);
        let is_check = matches!(ActivationCode::parse(&text(&symbols)), Err(CodeError::Check { .. }));
        prop_assert!(is_check);
    }

    /// LIC-2
    #[test]
    fn no_input_makes_the_reader_panic(input: String) {
        if let Ok(code) = ActivationCode::parse(&input) {
            prop_assert_eq!(ActivationCode::parse(&code.to_string()), Ok(code));
        }
    }
}

/// LIC-2
#[test]
fn each_of_the_620_single_errors_of_a_code_is_refused() {
    let code = code(*b"gatehouse-1", 2);
    let mut refused = 0;
    for place in 0..20 {
        for symbol in ALPHABET {
            let mut symbols = *code.canonical();
            if symbols[place] != *symbol {
                symbols[place] = *symbol;
                assert!(ActivationCode::parse(&text(&symbols)).is_err());
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 20 * 31);
}

/// LIC-4
#[test]
fn a_code_shows_only_its_last_group_in_a_log() {
    let code = code([0x5a; 11], 0);
    let shown = code.to_string();
    assert_eq!(format!("{code:?}"), format!("ActivationCode(…-{})", &shown[18..]));
    assert_eq!(code.masked(), format!("{}-•••••-•••••-{}", &shown[..5], &shown[18..]));
}

/// LIC-3
#[test]
fn a_million_codes_are_distinct_and_quickly_made() {
    let mut counter = 0_u64;
    let mut fill = |bytes: &mut [u8]| {
        counter += 1;
        bytes[..8].copy_from_slice(&counter.to_le_bytes());
    };
    let codes: std::collections::HashSet<[u8; 20]> =
        (0..1_000_000).map(|_| *ActivationCode::generate(CodeKind::Commercial, &mut fill).canonical()).collect();
    assert_eq!(codes.len(), 1_000_000);
}

/// LIC-2
#[test]
fn every_symbol_is_equally_likely_in_every_random_place() {
    let mut state = 1_u64;
    let mut fill = |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    };
    let mut counts = [[0_u32; 128]; 20];
    for _ in 0..32_000 {
        for (place, symbol) in ActivationCode::generate(CodeKind::Trial, &mut fill).canonical().iter().enumerate() {
            counts[place][usize::from(*symbol)] += 1;
        }
    }
    for place in &counts[1..] {
        for symbol in ALPHABET {
            // 1,000 expected; six standard deviations are 187.
            assert!((813..1_187).contains(&place[usize::from(*symbol)]));
        }
    }
}
