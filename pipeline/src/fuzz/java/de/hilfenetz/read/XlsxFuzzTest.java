package de.hilfenetz.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;
import java.util.LinkedHashMap;

/** Workbooks, whatever bytes come in the place of their only sheet. */
class XlsxFuzzTest {

    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        var members = new LinkedHashMap<String, byte[]>();
        members.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="xml" ContentType="application/xml"/></Types>""".getBytes(UTF_8));
        members.put("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s">\
                <sheets><sheet name="Angebote" sheetId="1" r:id="r1"/></sheets></workbook>""".formatted(RELATION).getBytes(UTF_8));
        members.put("xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""".formatted(RELATION).getBytes(UTF_8));
        members.put("xl/worksheets/sheet1.xml", bytes);
        Fuzzed.read(Feed.Format.XLSX, Fuzzed.zip(members));
    }
}
