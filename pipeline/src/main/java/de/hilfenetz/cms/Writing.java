package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request that changes something in a CMS.
 *
 * @param method of HTTP
 * @param path path and query
 * @param body JSON
 */
public record Writing(String method, String path, ObjectNode body) {}
