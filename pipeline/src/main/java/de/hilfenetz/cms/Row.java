package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What one row of an answer says about an entry; several rows may speak of one.
 *
 * @param id the CMS's own
 * @param key what editors call it; empty where they did not
 * @param shared what holds in all languages
 * @param texts by language
 * @param published whether that is beyond doubt
 */
record Row(String id, String key, ObjectNode shared, Map<String, ObjectNode> texts, boolean published) {}
