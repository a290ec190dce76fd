//! Which types an endpoint is told of: all, whole areas (`license`), or single ones (`license.blocked`).

/// All types, those of later versions among them.
pub const ALL: &str = "*";

/// The area of a type: what stands before its first dot.
pub fn area(word: &str) -> &str {
    word.split_once('.').map_or(word, |(area, _)| area)
}

/// The areas of these types, each once, in their order.
pub fn areas(known: &[&'static str]) -> Vec<&'static str> {
    let mut areas = Vec::new();
    for word in known {
        let area = area(word);
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas
}

/// What is stored of a choice, or the first word that is neither a type nor an area. `known`: every published type.
pub fn stored(chosen: &[String], known: &[&'static str]) -> Result<String, String> {
    let areas = areas(known);
    let is_known = |word: &str| word == ALL || areas.contains(&word) || known.contains(&word);
    if let Some(unknown) = chosen.iter().find(|word| !is_known(word)) {
        return Err(unknown.clone());
    }
    let has = |word: &str| chosen.iter().any(|chosen| chosen == word);
    if has(ALL) {
        return Ok(ALL.to_owned());
    }
    let mut kept: Vec<&str> = areas.iter().copied().filter(|area| has(area)).collect();
    kept.extend(known.iter().copied().filter(|word| has(word) && !has(area(word))));
    Ok(kept.join(" "))
}

/// The words of a stored choice.
pub fn words(stored: &str) -> impl Iterator<Item = &str> {
    stored.split(' ').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{areas, stored, words};

    const KNOWN: &[&str] = &["fruit.picked", "fruit.eaten", "crate.shipped", "worker.left"];

    fn of(chosen: &[&str]) -> Result<String, String> {
        let chosen: Vec<String> = chosen.iter().map(|word| (*word).to_owned()).collect();
        stored(&chosen, KNOWN)
    }

    /// ALL-7
    #[test]
    fn a_choice_is_stored_in_one_order_and_without_what_it_has_twice() {
        assert_eq!(areas(KNOWN), ["fruit", "crate", "worker"]);
        let table: [(&[&str], &str); 5] = [
            (&["*", "fruit"], "*"),
            (&["crate.shipped", "fruit.eaten"], "fruit.eaten crate.shipped"),
            (&["fruit.eaten", "crate.shipped", "fruit"], "fruit crate.shipped"),
            (&["fruit", "fruit"], "fruit"),
            (&[], ""),
        ];
        for (chosen, kept) in table {
            assert_eq!(of(chosen).as_deref(), Ok(kept), "{chosen:?}");
        }
        for wrong in ["fruits", "fruit.", "fruit.viewed", "", " ", "* ", "fruit crate"] {
            assert_eq!(of(&["fruit", wrong]), Err(wrong.to_owned()));
        }
        assert_eq!(words("fruit crate.shipped").collect::<Vec<_>>(), ["fruit", "crate.shipped"]);
        assert_eq!(words("").count(), 0);
    }
}
