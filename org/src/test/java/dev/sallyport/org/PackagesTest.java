package dev.sallyport.org;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sallyport.org", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ONE_WAY =
            slices().matching("dev.sallyport.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule JUNIT_IS_FOR_THE_EXTENSION_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sallyport.org.junit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sallyport.org.junit", "org.junit..");
}
